# Sends packets into a network namespace and tells what became of them: what came out by which interface, what reached a
# socket, and which rules the kernel traced. Lines in, lines out:
#   rules legacy|nft HEX   loads a text of iptables-restore          -> loaded | failed TEXT
#   handles                 nft rules in order                        -> handle TABLE CHAIN HANDLE ... done
#   set PATH VALUE          writes a setting below /proc/sys/net      -> set | failed TEXT
#   run HEX                 runs a command, its words NUL-separated   -> ran | failed TEXT
#   forget                  empties the table of connections          -> forgotten
#   send INTERFACE HEX      an IP packet, as if it came in there; - sends it from the namespace itself
#   settle                  waits until the kernel is done with them  -> out INTERFACE HEX | in HEX | legacy PREFIX HEX
#                                                                        | nft TABLE CHAIN HANDLE TYPE HEX ... done
# Started twice: in the namespace of the wires, where it opens its packet sockets, then in that of the guest, where it keeps them.
use strict;
use warnings;
use Socket;
use POSIX ();
use constant { AF_NETLINK => 16, AF_PACKET => 17, NETLINK_NETFILTER => 12, SOL_NETLINK => 270, ADD_MEMBERSHIP => 1, RCVBUFFORCE => 33 };
use constant { ETH_IP => 0x0800, ETH_ARP => 0x0806, PACKET_OUTGOING => 4 };

$^F = 255; # sockets outlive the second start
$| = 1;

sub ll { my ($protocol, $index, $mac) = @_; return pack 'S n i S C C a8', AF_PACKET, $protocol, $index, 0, 0, 6, $mac }

sub open_wires {
    socket my $packets, AF_PACKET, SOCK_DGRAM, unpack('S', pack 'n', ETH_IP) or die "packet socket: $!\n";
    socket my $arp, AF_PACKET, SOCK_DGRAM, unpack('S', pack 'n', ETH_ARP) or die "packet socket: $!\n";
    setsockopt $_, SOL_SOCKET, RCVBUFFORCE, pack 'i', 1 << 24 for $packets, $arp;
    return ($packets, $arp);
}

sub interface_index {
    my ($socket, $name) = @_;
    my $asked = pack 'a16 x24', $name;
    ioctl $socket, 0x8933, $asked or die "$name: $!\n"; # SIOCGIFINDEX
    return unpack 'x16 i', $asked;
}

if ($ARGV[0] eq 'wires') {
    my (undef, $guest, $neighbours, @wires) = @ARGV;
    my @sockets = open_wires();
    my @numbers = map { my ($name) = split /=/; "$_=" . interface_index($sockets[0], $name) } @wires;
    exec('nsenter', "--net=/run/netns/$guest", 'perl', $0, 'guest', (map { fileno $_ } @sockets), $neighbours, @numbers) or die "nsenter: $!\n";
}

my (undef, $packets_fd, $arp_fd, $neighbours, @wires) = @ARGV;
my %neighbour = map { my ($address, $mac) = split /=/; $address => pack 'H12', $mac =~ s/://gr } split /,/, $neighbours;
open my $packets, '+<&=', $packets_fd or die "packets: $!\n";
open my $arp, '+<&=', $arp_fd or die "arp: $!\n";
my (%index_of, %name_of, %mac_of, %broadcast_of);
for (@wires) {
    my ($wire, $name, $mac, $broadcast, $index) = split /=/;
    $broadcast_of{$name} = $broadcast;
    $index_of{$name} = $index;
    $name_of{$index} = $name;
    $mac_of{$name} = pack 'H12', $mac =~ s/://gr;
}

sub raw { my ($protocol) = @_; socket my $s, AF_INET, SOCK_RAW, $protocol or die "raw socket: $!\n"; setsockopt $s, SOL_SOCKET, RCVBUFFORCE, pack 'i', 1 << 24; return $s }
my @delivered = map { raw($_) } 1, 6, 17, 253;
my $sender = raw(255);
setsockopt $sender, SOL_SOCKET, SO_BROADCAST, pack 'i', 1;

# --- netlink ---------------------------------------------------------------------------------------------------------
my $sequence = 0;
sub netlink {
    my ($group) = @_;
    socket my $s, AF_NETLINK, SOCK_RAW, NETLINK_NETFILTER or die "netlink: $!\n";
    bind $s, pack 'S S L L', AF_NETLINK, 0, 0, 0 or die "netlink: $!\n";
    setsockopt $s, SOL_SOCKET, RCVBUFFORCE, pack 'i', 1 << 25;
    if ($group) { setsockopt $s, SOL_NETLINK, ADD_MEMBERSHIP, pack 'i', $group or die "netlink group $group: $!\n" }
    return $s;
}
sub attribute { my ($type, $value) = @_; my $length = 4 + length $value; return pack('S S', $length, $type) . $value . "\0" x (-$length % 4) }
sub message {
    my ($type, $flags, $family, $resource, $payload) = @_;
    my $body = pack('C C n', $family, 0, $resource) . $payload;
    return pack('L S S L L', 16 + length $body, $type, $flags, ++$sequence, 0) . $body;
}
sub attributes {
    my ($bytes) = @_;
    my %found;
    while (length $bytes >= 4) {
        my ($length, $type) = unpack 'S S', $bytes;
        last if $length < 4;
        $found{ $type & 0x3fff } = substr $bytes, 4, $length - 4;
        my $padded = ($length + 3) & ~3;
        $bytes = $padded >= length $bytes ? '' : substr $bytes, $padded;
    }
    return \%found;
}
sub messages {
    my ($bytes) = @_;
    my @found;
    while (length $bytes >= 16) {
        my ($length, $type) = unpack 'L S', $bytes;
        last if $length < 16;
        push @found, [$type, substr($bytes, 16, $length - 16)];
        my $padded = ($length + 3) & ~3;
        $bytes = $padded >= length $bytes ? '' : substr $bytes, $padded;
    }
    return @found;
}
sub asked {
    my ($socket, $request) = @_;
    send $socket, $request, 0, pack 'S S L L', AF_NETLINK, 0, 0, 0 or die "netlink: $!\n";
    my @answers;
    while (1) {
        defined recv $socket, my $bytes, 1 << 18, 0 or die "netlink: $!\n";
        for my $one (messages($bytes)) {
            my ($type, $body) = @$one;
            if ($type == 2) { my $error = unpack 'l', $body; die "netlink error $error\n" if $error; return @answers }
            return @answers if $type == 3;
            push @answers, $one;
        }
    }
}
sub name { my ($bytes) = @_; return ($bytes // '') =~ s/\0.*//sr }

my $control = netlink(0);
my $log = netlink(0);
my $trace = netlink(9);          # NFNLGRP_NFTRACE
my $request = 1 | 4;             # NLM_F_REQUEST, NLM_F_ACK
my $dump = 1 | 0x300;
# What xt_TRACE prints for the legacy tables comes to group 0 of nfnetlink_log once that is the logger for IPv4.
asked($log, message((4 << 8) | 1, $request, AF_INET, 0, attribute(1, pack 'C x3', 1)));
asked($log, message((4 << 8) | 1, $request, AF_INET, 0, attribute(2, pack 'N C x', 128, 2)));

sub forget { asked($control, message((1 << 8) | 2, $request, AF_INET, 0, '')); print "forgotten\n" }
sub handles {
    for my $one (asked($control, message((10 << 8) | 7, $dump, AF_INET, 0, ''))) {
        my $of = attributes(substr $one->[1], 4);
        printf "handle %s %s %d\n", name($of->{1}), name($of->{2}), unpack 'Q>', $of->{3};
    }
    print "done\n";
}

# --- what happened ---------------------------------------------------------------------------------------------------
sub pending { my ($socket) = @_; my $bits = ''; vec($bits, fileno $socket, 1) = 1; return select($bits, undef, undef, $_[1] // 0) > 0 }
sub arp_request {
    my $request = pack 'n n C C n a6 N a6 N', 1, ETH_IP, 6, 4, 1, "\2\0\0\0\0\x7e", 0xc6336402, '', 0xc6336401; # who has 198.51.100.1
    send $arp, $request, 0, ll(ETH_ARP, $index_of{sync}, "\xff" x 6) or die "arp: $!\n";
}
# The answer to an ARP request comes out behind all that was sent in before it: one processor handles both, first come first served.
sub barrier {
    arp_request();
    while (1) {
        die "The kernel does not answer.\n" unless pending($arp, 5);
        my $from = recv $arp, my $bytes, 2048, 0;
        my (undef, undef, $index) = unpack 'S n i', $from;
        return if $index == $index_of{sync} && unpack('x6 n', $bytes) == 2;
    }
}
sub drain_wires {
    while (pending($packets)) {
        my $from = recv $packets, my $bytes, 65536, 0;
        my (undef, undef, $index, undef, $kind) = unpack 'S n i S C', $from;
        printf "out %s %s\n", $name_of{$index} // '?', unpack 'H*', $bytes unless $kind == PACKET_OUTGOING;
    }
}
sub drain_delivered {
    for my $socket (@delivered) {
        while (pending($socket)) { recv $socket, my $bytes, 65536, 0; printf "in %s\n", unpack 'H*', $bytes }
    }
}
sub drain_log {
    while (pending($log)) {
        defined recv $log, my $bytes, 1 << 18, 0 or die "log: $!\n";
        for (messages($bytes)) {
            my $of = attributes(substr $_->[1], 4);
            my $prefix = name($of->{10}) =~ s/\s+$//r;
            printf "legacy %s %s\n", $prefix =~ s/ /_/gr, unpack 'H64', $of->{9} // '' if $prefix =~ /^TRACE/;
        }
    }
}
# The header comes with the first event of a packet in a chain. A REJECT sends its answer before its own event is told: the
# events of two packets may be mixed, and an id says whose each is.
sub drain_trace {
    my %header_of;
    while (pending($trace)) {
        defined recv $trace, my $bytes, 1 << 18, 0 or die "trace: $!\n";
        for (messages($bytes)) {
            next unless $_->[0] == ((10 << 8) | 17);
            my $of = attributes(substr $_->[1], 4);
            $header_of{ $of->{6} } = unpack 'H40', $of->{8} if defined $of->{8};
            printf "nft %s %s %d %d %s\n", name($of->{1}), name($of->{2}), defined $of->{3} ? unpack('Q>', $of->{3}) : 0, unpack('N', $of->{4}), $header_of{ $of->{6} } // '';
        }
    }
}
sub settle {
    barrier() for 1 .. 3;
    drain_wires();
    drain_delivered();
    drain_log();
    drain_trace();
    print "done\n";
}

# --- what to do ------------------------------------------------------------------------------------------------------
sub address_of { my ($bytes) = @_; my @octets = unpack 'x16 C4', $bytes; return @octets }
sub frame_address {
    my ($interface, $bytes) = @_;
    my @octets = address_of($bytes);
    my $address = join '.', @octets;
    return "\xff" x 6 if $address eq '255.255.255.255' || $address eq $broadcast_of{$interface};
    return pack 'C6', 1, 0, 0x5e, $octets[1] & 0x7f, @octets[2, 3] if $octets[0] >= 224 && $octets[0] < 240;
    return $interface =~ /^docker0/ && $neighbour{$address} || $mac_of{$interface};
}
sub transmit {
    my ($interface, $hex) = @_;
    my $bytes = pack 'H*', $hex;
    if ($interface eq '-') { send $sender, $bytes, 0, pack_sockaddr_in(0, pack 'C4', address_of($bytes)); return } # refused: that is an answer too
    send $packets, $bytes, 0, ll(ETH_IP, $index_of{$interface}, frame_address($interface, $bytes)) or die "send: $!\n";
}
sub command {
    my ($input, @argv) = @_;
    my $pid = open my $pipe, '-|';
    defined $pid or die "fork: $!\n";
    if (!$pid) {
        open STDERR, '>&', \*STDOUT;
        open STDIN, '<', $input if defined $input;
        exec { $argv[0] } @argv or print "$argv[0]: $!\n";
        POSIX::_exit(127);
    }
    my $said = join ' ', map { s/\s+/ /gr } <$pipe>;
    close $pipe;
    return $? == 0 ? undef : $said || "exit $?";
}
my $file = "/tmp/kernel-diff.$$";
END { unlink $file if defined $file }
sub load_rules {
    my ($back_end, $hex) = @_;
    open my $f, '>', $file or die "$file: $!\n";
    print $f pack 'H*', $hex;
    close $f;
    my $failed = command($file, "iptables-$back_end-restore", '-w');
    print defined $failed ? "failed $failed\n" : "loaded\n";
}
sub set_value {
    my ($path, $value) = @_;
    open my $f, '>', "/proc/sys/net/$path" or return print "failed $path: $!\n";
    print $f $value;
    print close $f ? "set\n" : "failed $path: $!\n";
}
sub run_command {
    my ($hex) = @_;
    my $failed = command(undef, split /\0/, pack 'H*', $hex);
    print defined $failed ? "failed $failed\n" : "ran\n";
}

my %do = (rules => \&load_rules, handles => \&handles, set => \&set_value, run => \&run_command, forget => \&forget, send => \&transmit, settle => \&settle);
print "ready\n";
while (my $line = <STDIN>) {
    my ($verb, @words) = split ' ', $line;
    my $doing = $do{ $verb // '' } or die "$line is not known.\n";
    $doing->(@words);
}
