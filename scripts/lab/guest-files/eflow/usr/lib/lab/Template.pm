package Template;
# The part of Go's text/template that `docker --format` is used with: fields, variables, range, if, with, and the functions
# json, println, index, len, join, lower, upper, eq, ne, and, or, not. A field that isn't there is an error, as docker has it.
use strict;
use warnings;
use Json;

sub render {
    my ($template, $data) = @_;
    my @parts = parts($template);
    my $tree = tree(\@parts, 'top');
    return run($tree, $data, { '$' => $data });
}

# Text and actions in turn; `{{-` and `-}}` trim.
sub parts {
    my ($template) = @_;
    my @parts;
    my $trim = 0;
    while ($template =~ /\G(.*?)\{\{(-\s)?(.*?)(\s-)?\}\}/gcs) {
        my ($text, $left, $action, $right) = ($1, $2, $3, $4);
        $text =~ s/^\s+// if $trim;
        $text =~ s/\s+$// if $left;
        push @parts, [text => $text], [action => $action =~ s/^\s+|\s+$//gr];
        $trim = defined $right;
    }
    $template =~ /\G(.*)\z/gcs;
    my $rest = $1;
    $rest =~ s/^\s+// if $trim;
    die "unexpected \"{{\" in template\n" if $rest =~ /\{\{/;
    return (@parts, [text => $rest]);
}

sub tree {
    my ($parts, $until) = @_;
    my @nodes;
    while (my $part = shift @$parts) {
        my ($kind, $text) = @$part;
        if ($kind eq 'text') { push @nodes, [text => $text]; next }
        next if $text =~ m{^/\*};
        if ($text =~ /^(range|if|with)\s+(.*)$/s) {
            my ($what, $head) = ($1, $2);
            my $body = tree($parts, 'block');
            push @nodes, [$what, $head, @$body{qw(nodes otherwise)}];
        } elsif ($text =~ /^else$/) {
            return { nodes => \@nodes, otherwise => tree($parts, 'else')->{nodes} };
        } elsif ($text eq 'end') {
            die "unexpected {{end}}\n" if $until eq 'top';
            return { nodes => \@nodes, otherwise => [] };
        } else { push @nodes, [print => $text] }
    }
    die "unexpected end of template\n" if $until ne 'top';
    return { nodes => \@nodes, otherwise => [] };
}

sub run {
    my ($tree, $dot, $vars) = @_;
    return join '', map { node($_, $dot, $vars) } @{ $tree->{nodes} };
}

sub node {
    my ($node, $dot, $vars) = @_;
    my ($kind, $head, $body, $otherwise) = @$node;
    return $head if $kind eq 'text';
    if ($kind eq 'print') {
        if ($head =~ /^\$(\w+)\s*:?=\s*(.*)$/s) { $vars->{$1} = pipeline($2, $dot, $vars); return '' }
        return printed(pipeline($head, $dot, $vars));
    }
    my @names;
    if ($kind eq 'range' && $head =~ s/^\$(\w+)\s*(?:,\s*\$(\w+)\s*)?:=\s*//) { @names = defined $2 ? ($1, $2) : (undef, $1) }
    my $value = pipeline($head, $dot, $vars);
    return block($otherwise, $dot, $vars) if !truth($value);
    return block($body, $kind eq 'with' ? $value : $dot, $vars) if $kind ne 'range';
    my $out = '';
    for my $pair (pairs($value)) {
        my %inner = %$vars;
        $inner{ $names[0] } = $pair->[0] if defined $names[0];
        $inner{ $names[1] } = $pair->[1] if defined $names[1];
        $out .= block($body, $pair->[1], \%inner);
    }
    return $out;
}

sub block { my ($nodes, $dot, $vars) = @_; return run({ nodes => $nodes }, $dot, {%$vars}) }

sub pairs {
    my ($value) = @_;
    return map { [Json::number($_), $value->[$_]] } 0 .. $#$value if ref $value eq 'ARRAY';
    return map { [$_, $value->{$_}] } sort keys %$value if ref $value eq 'HASH';
    die "range can't iterate over " . printed($value) . "\n";
}

sub truth {
    my ($v) = @_;
    return 0 if !defined $v;
    return scalar @$v if ref $v eq 'ARRAY';
    return scalar keys %$v if ref $v eq 'HASH';
    return $$v eq 'true' if ref $v eq 'Json::Boolean';
    return $$v != 0 if ref $v eq 'Json::Number';
    return length $v;
}

sub printed {
    my ($v) = @_;
    return '<no value>' if !defined $v;
    return $$v if Json::is_scalar_object($v);
    return '[' . join(' ', map { printed($_) } @$v) . ']' if ref $v eq 'ARRAY';
    return 'map[' . join(' ', map { "$_:" . printed($v->{$_}) } sort keys %$v) . ']' if ref $v eq 'HASH';
    return $v;
}

sub pipeline {
    my ($text, $dot, $vars) = @_;
    my @tokens = $text =~ /\G\s*("(?:[^"\\]|\\.)*"|`[^`]*`|\)(?:\.[\w-]+)*|[(|]|\$?[\w]*(?:\.[\w-]+)+|\.|\$\w*|-?[0-9]+|\w+)/gc;
    $text =~ /\G\s*\z/gc or die "unexpected text in action: $text\n";
    my $value = commands(\@tokens, $dot, $vars);
    die "unexpected ) in action: $text\n" if @tokens;
    return $value;
}

sub commands {
    my ($tokens, $dot, $vars) = @_;
    my ($value, $piped);
    while (1) {
        my @words;
        while (@$tokens && $tokens->[0] !~ /^[)|]/) {
            my $token = shift @$tokens;
            if ($token eq '(') {
                my $inner = commands($tokens, $dot, $vars);
                my ($close, @fields) = split /\./, shift @$tokens // '';
                ($close // '') eq ')' or die "unclosed left paren\n";
                $inner = field($inner, $_) for @fields;
                push @words, [value => $inner];
            } else { push @words, operand($token, $dot, $vars) }
        }
        push @words, [value => $value] if $piped;
        $value = call(@words);
        return $value if !@$tokens || $tokens->[0] ne '|';
        shift @$tokens;
        $piped = 1;
    }
}

sub operand {
    my ($token, $dot, $vars) = @_;
    return [value => Json::string(substr $token, 1, -1)] if $token =~ /^"/;
    return [value => substr $token, 1, -1] if $token =~ /^`/;
    return [value => Json::number($token)] if $token =~ /^-?[0-9]/;
    return [value => Json::boolean($token eq 'true')] if $token =~ /^(true|false)$/;
    return [value => undef] if $token eq 'nil';
    return [function => $token] if $token =~ /^[a-z]\w*$/;
    my ($start, @fields) = split /\./, $token, -1;
    my $value = $dot;
    if ($start =~ /^\$(\w*)$/) {
        my $name = length $1 ? $1 : '$';
        exists $vars->{$name} or die "undefined variable \"$start\"\n";
        $value = $vars->{$name};
    }
    for my $field (grep { length } @fields) { $value = field($value, $field) }
    return [value => $value];
}

sub field {
    my ($value, $name) = @_;
    ref $value eq 'HASH' or die "nil pointer evaluating or can't evaluate field $name\n";
    exists $value->{$name} or die "map has no entry for key \"$name\"\n";
    return $value->{$name};
}

sub index_of {
    my ($value, @keys) = @_;
    for my $key (@keys) {
        if (ref $value eq 'HASH') { $value = $value->{$key} }
        elsif (ref $value eq 'ARRAY') {
            my $at = ref $key ? $$key : $key;
            $at >= 0 && $at <= $#$value or die "error calling index: index out of range: $at\n";
            $value = $value->[$at];
        } else { die "error calling index: index of untyped nil\n" }
    }
    return $value;
}

my %functions = (
    json    => sub { Json::encode($_[0]) },
    println => sub { join(' ', map { printed($_) } @_) . "\n" },
    print   => sub { join '', map { printed($_) } @_ },
    index   => \&index_of,
    len     => sub { Json::number(ref $_[0] eq 'ARRAY' ? scalar @{ $_[0] } : ref $_[0] eq 'HASH' ? scalar keys %{ $_[0] } : length $_[0]) },
    join    => sub { join $_[1], map { printed($_) } @{ $_[0] // [] } },
    lower   => sub { lc $_[0] },
    upper   => sub { uc $_[0] },
    eq      => sub { my $first = printed(shift); Json::boolean(grep { printed($_) eq $first } @_) },
    ne      => sub { Json::boolean(printed($_[0]) ne printed($_[1])) },
    and     => sub { for my $v (@_) { return $v if !truth($v) } $_[-1] },
    or      => sub { for my $v (@_) { return $v if truth($v) } $_[-1] },
    not     => sub { Json::boolean(!truth($_[0])) },
);

sub call {
    my ($first, @rest) = @_;
    defined $first or die "missing value for command\n";
    my @values = map { $_->[1] } @rest;
    return $first->[1] if $first->[0] eq 'value' && !@rest;
    die "can't give argument to non-function\n" if $first->[0] eq 'value';
    my $function = $functions{ $first->[1] } or die "function \"$first->[1]\" not defined\n";
    return $function->(@values);
}

1;
