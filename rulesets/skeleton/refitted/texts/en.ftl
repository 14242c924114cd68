ruleset-title = {{name}}
ruleset-description = {{base}} {{base_version}} refitted to {{cases}} labelled cases.
