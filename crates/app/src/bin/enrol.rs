//! Enrols a laptop without a window: the folder of profiles as argument, code and passphrase as two lines of input.
//! For demonstrations and tests; never shipped.

use std::io::{self, BufRead as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use teren_app::App;
use teren_app::clock::SystemClock;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!(
            "usage: teren-enrol PROFILES_DIR, with the code and the passphrase as two lines of input"
        );
        return ExitCode::FAILURE;
    };
    let mut lines = io::stdin().lock().lines().map_while(Result::ok);
    let (Some(code), Some(passphrase)) = (lines.next(), lines.next()) else {
        eprintln!("teren-enrol: a code and a passphrase are wanted, each in a line of its own");
        return ExitCode::FAILURE;
    };
    let app = App::new(Path::new(&folder), Arc::new(SystemClock));
    match app.enrol(&code, &passphrase) {
        Ok(session) => {
            println!("{}", session.person);
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("teren-enrol: {:?}", problem.code);
            ExitCode::FAILURE
        }
    }
}
