//! `highwater-lessons <out-dir>`: compiles the course into the folder of the site.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use highwater_lessons::{Course, compile};

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let [out] = arguments.as_slice() else {
        eprintln!("usage: highwater-lessons <out-dir>");
        return ExitCode::from(2);
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    match compile(folder) {
        Ok(course) => write(&course, Path::new(out)),
        Err(problems) => {
            for problem in &problems {
                eprintln!("error: lessons/{problem}");
            }
            eprintln!("error: the course has {} problems", problems.len());
            ExitCode::FAILURE
        }
    }
}

fn write(course: &Course, out: &Path) -> ExitCode {
    for (name, bytes) in &course.files {
        let path = out.join(name);
        if let Err(error) = write_file(&path, bytes) {
            eprintln!("error: {} cannot be written: {error}", path.display());
            return ExitCode::FAILURE;
        }
    }
    println!("lessons: {}, in {}", course.lessons.len(), out.display());
    ExitCode::SUCCESS
}

fn write_file(path: &PathBuf, bytes: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, bytes)
}
