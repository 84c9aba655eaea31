"""A class: many people, one scenario. Pure: events in, states out.

It follows Peer Instruction (Mazur, 1997): think, vote silently, see how the room split but not who is right, argue
with a neighbour, vote again, then reveal.

- defaults: how a class is run unless its facilitator chooses otherwise
- events: what can happen in a class, and its form in JSON
- votes: one round's votes, counted, and the answer the room gives
- gain: what the talk between two rounds has changed
- room: the state of a class
- session: applies events to a room
- document: a class as JSON and as table rows
"""
