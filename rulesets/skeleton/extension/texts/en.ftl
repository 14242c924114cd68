ruleset-title = {{name}}
ruleset-description = Extends {{base}} {{base_version}} by questions of our own.
question-OWN-1 = A question of your own, about {{leaf_id}}: is it so?
    .yes = yes
    .no = no
