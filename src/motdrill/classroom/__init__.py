"""A class: many people, one scenario. Pure: events come in, states go out.

It follows Peer Instruction (Mazur, 1997): think, vote silently, see how the room split but not who is right, argue
with a neighbour, vote again, then reveal.

- votes: one round's votes, counted, and the answer the room gives
- gain: what the talk between two rounds has changed
- room: the class as it stands
- session: the class as a fold over its events
- document: a class as JSON and as rows
- defaults: how a class is held unless its facilitator says otherwise
- events: what can happen in a class, and its form in JSON
"""
