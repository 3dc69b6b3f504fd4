# The values of the MSFT_NetFirewall* classes (wfascimprov). A switch that Group Policy may leave alone has three of them.
enum GpoBoolean { False = 0; True = 1; NotConfigured = 2 }
enum FirewallAction { NotConfigured = 0; Allow = 2; AllowBypass = 3; Block = 4 }
enum RuleEnabled { True = 1; False = 2 }
enum RuleDirection { Inbound = 1; Outbound = 2 }
[System.Flags()] enum FirewallProfiles { Any = 0; Domain = 1; Private = 2; Public = 4; NotApplicable = 65535 }
enum EdgeTraversal { Block = 0; Allow = 1; DeferToUser = 2; DeferToApp = 3 }
enum PrimaryStatus { Unknown = 0; OK = 1; Degraded = 2; Error = 3 }
enum PolicyStoreType { None = 0; Local = 1; GroupPolicy = 2; Dynamic = 3; Generated = 4; Hardcoded = 5 }
