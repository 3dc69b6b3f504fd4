# The values of the MSFT_Net* classes, as documented for the TCP/IP provider (msft-netipaddress, msft-netroute,
# msft-netipinterface, msft-netneighbor, msft-nettcpconnection). On Windows the cmdlets' type file turns the numbers into
# such enums: they print as words, compare with words and are numbers in JSON.

enum AddressFamily { IPv4 = 2; IPv6 = 23 }
enum AddressType { Unicast = 1; Anycast = 2 }
enum PrefixOrigin { Other = 0; Manual = 1; WellKnown = 2; Dhcp = 3; RouterAdvertisement = 4 }
enum SuffixOrigin { Other = 0; Manual = 1; WellKnown = 2; Dhcp = 3; Link = 4; Random = 5 }
enum AddressState { Invalid = 0; Tentative = 1; Duplicate = 2; Deprecated = 3; Preferred = 4 }
enum Store { PersistentStore = 0; ActiveStore = 1 }
enum RouteProtocol {
    Other = 1; Local = 2; NetMgmt = 3; Icmp = 4; Egp = 5; Ggp = 6; Hello = 7; Rip = 8; IsIs = 9; EsIs = 10; Igrp = 11
    Bbn = 12; Ospf = 13; Bgp = 14; Idpr = 15; Eigrp = 16; Dvmrp = 17; Rpl = 18; Dhcp = 19
}
enum Publish { No = 0; Age = 1; Yes = 2 }
enum NeighborState { Unreachable = 0; Incomplete = 1; Probe = 2; Delay = 3; Stale = 4; Reachable = 5; Permanent = 6 }
enum Switched { Disabled = 0; Enabled = 1 }
enum ConnectionState { Disconnected = 0; Connected = 1 }
enum RouterDiscovery { Disabled = 0; Enabled = 1; ControlledByDHCP = 2 }
enum TcpState {
    Closed = 1; Listen = 2; SynSent = 3; SynReceived = 4; Established = 5; FinWait1 = 6; FinWait2 = 7; CloseWait = 8
    Closing = 9; LastAck = 10; TimeWait = 11; DeleteTCB = 12; Bound = 100
}
