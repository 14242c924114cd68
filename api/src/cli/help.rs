//! What `--help` says, from the message files.
//!
//! A command is explained by `help-<command>`, an argument by `help-<command>-<argument>`, or by `help-any-<argument>` where it
//! means the same in every command.

use clap::{Arg, Command};

use crate::texts::Texts;

const TOP: &str = "help";

/// The command with its explanations.
pub(super) fn explained(command: Command, texts: &Texts) -> Command {
    explain(command, TOP, texts)
}

fn explain(command: Command, key: &str, texts: &Texts) -> Command {
    let command = match texts.have(key) {
        Some(about) => command.about(about),
        None => command,
    };
    let command = command.mut_args(|argument| match help(&argument, key, texts) {
        Some(help) => argument.help(help),
        None => argument,
    });
    command.mut_subcommands(|command| {
        let key = format!("{key}-{}", command.get_name());
        explain(command, &key, texts)
    })
}

fn help(argument: &Arg, key: &str, texts: &Texts) -> Option<String> {
    let id = argument.get_id();
    texts.have(&format!("{key}-{id}")).or_else(|| texts.have(&format!("{TOP}-any-{id}")))
}

/// The keys of what has no explanation.
#[cfg(test)]
pub(super) fn unexplained(command: &Command, texts: &Texts) -> Vec<String> {
    fn look(command: &Command, key: &str, texts: &Texts, missing: &mut Vec<String>) {
        if texts.have(key).is_none() {
            missing.push(key.to_owned());
        }
        let arguments = command.get_arguments().filter(|argument| help(argument, key, texts).is_none());
        missing.extend(arguments.map(|argument| format!("{key}-{}", argument.get_id())));
        for command in command.get_subcommands() {
            look(command, &format!("{key}-{}", command.get_name()), texts, missing);
        }
    }
    let mut missing = Vec::new();
    look(command, TOP, texts, &mut missing);
    missing
}
