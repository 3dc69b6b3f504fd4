package Json;
# JSON in plain Perl: the guest has Perl's core only. Numbers and booleans stay apart from strings, so that what was read
# prints as it was.
use strict;
use warnings;

sub decode {
    my ($text) = @_;
    my $value = value(\$text);
    $text =~ /\G\s*\z/gc or die "text after the JSON value\n";
    return $value;
}

sub value {
    my ($t) = @_;
    $$t =~ /\G\s+/gc;
    return object($t) if $$t =~ /\G\{/gc;
    return array($t)  if $$t =~ /\G\[/gc;
    return string($1) if $$t =~ /\G"((?:[^"\\]|\\.)*)"/gcs;
    return undef      if $$t =~ /\Gnull/gc;
    return boolean($1 eq 'true') if $$t =~ /\G(true|false)/gc;
    return number($1) if $$t =~ /\G(-?[0-9][0-9.eE+-]*)/gc;
    die "not JSON at character " . (pos($$t) // 0) . "\n";
}

sub object {
    my ($t) = @_;
    my %o;
    return \%o if $$t =~ /\G\s*\}/gc;
    while (1) {
        $$t =~ /\G\s*"((?:[^"\\]|\\.)*)"\s*:/gcs or die "not a JSON object\n";
        my $key = string($1);
        $o{$key} = value($t);
        next if $$t =~ /\G\s*,/gc;
        return \%o if $$t =~ /\G\s*\}/gc;
        die "not a JSON object\n";
    }
}

sub array {
    my ($t) = @_;
    my @a;
    return \@a if $$t =~ /\G\s*\]/gc;
    while (1) {
        push @a, value($t);
        next if $$t =~ /\G\s*,/gc;
        return \@a if $$t =~ /\G\s*\]/gc;
        die "not a JSON array\n";
    }
}

my %escape = (n => "\n", t => "\t", r => "\r", b => "\b", f => "\f");

sub string {
    my ($s) = @_;
    $s =~ s{\\(?:u([0-9a-fA-F]{4})|(.))}{defined $1 ? chr hex $1 : $escape{$2} // $2}gse;
    return $s;
}

sub number  { my ($n) = @_; return bless \$n, 'Json::Number' }
sub boolean { my $b = $_[0] ? 'true' : 'false'; return bless \$b, 'Json::Boolean' }

sub is_scalar_object { return ref $_[0] eq 'Json::Number' || ref $_[0] eq 'Json::Boolean' }

# As Go prints it: keys in order, no blanks.
sub encode {
    my ($v) = @_;
    return 'null' if !defined $v;
    return $$v if is_scalar_object($v);
    return '[' . join(',', map { encode($_) } @$v) . ']' if ref $v eq 'ARRAY';
    return '{' . join(',', map { quote($_) . ':' . encode($v->{$_}) } sort keys %$v) . '}' if ref $v eq 'HASH';
    return quote($v);
}

# As `docker inspect` prints it without a format: four blanks a level.
sub pretty {
    my ($v, $level) = @_;
    $level //= 0;
    my $in = '    ' x ($level + 1);
    my $out = '    ' x $level;
    return "[\n" . join(",\n", map { $in . pretty($_, $level + 1) } @$v) . "\n$out]" if ref $v eq 'ARRAY' && @$v;
    return "{\n" . join(",\n", map { $in . quote($_) . ': ' . pretty($v->{$_}, $level + 1) } sort keys %$v) . "\n$out}"
        if ref $v eq 'HASH' && %$v;
    return encode($v);
}

sub quote {
    my ($s) = @_;
    $s =~ s/(["\\])/\\$1/g;
    $s =~ s/\n/\\n/g;
    $s =~ s/\t/\\t/g;
    $s =~ s/([\x00-\x1f])/sprintf '\\u%04x', ord $1/ge;
    return "\"$s\"";
}

sub read_file {
    my ($path) = @_;
    open my $file, '<', $path or die "$path: $!\n";
    local $/;
    return decode(<$file>);
}

1;
