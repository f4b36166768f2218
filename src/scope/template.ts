/** A scope file to fill in. It is refused until its writer has named the authority and at least one range. */
export function scopeTemplate(from: string, until: string): string {
  return `# The permission slip of sidelight: whom you may look at, who says so, until when, and how deep.
# Fill in what is empty, then ask:  sidelight scope check
sidelight: 1

authority:
  who: ""        # the person who answers for this, with role and organisation
  basis: ""      # what it rests on: an order, a contract, a tasking, with its number or date
  contact: ""    # where an owner who notices you can write or call: an e-mail address or +43 1 555 0100
  # kind: organisation    # or cert (a national CERT may list ranges wider than a /16), or researcher

valid: { from: ${from}, until: ${until} }    # 90 days at most; the last day counts to its end in UTC

probe:
  # identity: https://probe.example.org/.well-known/probing.txt    # says who probes and why (RFC 9511)
  rate: 100/s      # new connections, over all targets; also 30/min
  per_host: 2      # connections at the same time to one address
  vantage: here    # where you look from, in one word

# Depths: passive (no packet), touch (which service, open or not), shape (names, counts, schema: no document),
# sample (at most 300 records a collection, in memory only). Of entries that overlap, the narrower one counts.
allow:
  # - { range: 192.0.2.0/24, depth: shape, relation: own }
  # - { range: 2001:db8::/48, depth: touch, relation: constituency }
  # - { range: 192.0.2.128/25, depth: sample, relation: own, accounts: [postgres] }   # accounts without a password
  # - { name: "*.example.org", depth: shape }   # every address that it resolves to must be allowed by a range too

# Wins over everything in allow. Opt-outs are kept beside it: sidelight optout add ADDRESS
deny: []
`;
}
