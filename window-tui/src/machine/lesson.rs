//! The lesson: tasks one after another in a practice hall, each done when the hall has said yes.

use super::{Machine, Stage, Wish};
use hall_core::plan::Language;
use hall_text::{FluentValue, say, word};

/// The tasks: an ordinary service, then everything that may come between.
const TASKS: [Wish; 11] = [
    Wish::Open,
    Wish::CallNext,
    Wish::Recall,
    Wish::Start,
    Wish::Finish,
    Wish::Missed,
    Wish::Reopen,
    Wish::Hold,
    Wish::Resume,
    Wish::Transfer,
    Wish::Pause,
];

/// How far a clerk who learns has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Lesson {
    done: usize,
}

impl Lesson {
    /// What is to be done now; none when everything was.
    pub fn task(self) -> Option<Wish> {
        TASKS.get(self.done).copied()
    }

    /// Tasks that were done, and how many there are.
    pub const fn progress(self) -> (usize, usize) {
        (self.done, TASKS.len())
    }
}

impl Machine {
    /// How far the lesson has come; none outside of training.
    pub fn lesson(&self) -> Option<Lesson> {
        self.settings.train.then_some(self.lesson)
    }

    /// The hall has said yes to an act.
    pub(super) fn learnt(&mut self, wish: Wish) {
        if self.lesson.task() == Some(wish) {
            self.lesson.done += 1;
        }
    }

    /// A window that is open need not be opened.
    pub(super) fn skip_what_is_so(&mut self) {
        if self.stage() == Stage::Open {
            self.learnt(Wish::Open);
        }
    }

    /// The task in words, with the keys that hold.
    pub fn lesson_words(&self) -> Option<String> {
        let language = self.settings.language;
        let lesson = self.lesson()?;
        let (done, of) = lesson.progress();
        let Some(task) = lesson.task() else {
            let args = [("of", of.into()), ("key", self.key(Wish::Quit, language))];
            return Some(say(language, "window-lesson-over", &args));
        };
        let args = [
            ("key", self.key(task, language)),
            ("call", self.key(Wish::CallNext, language)),
        ];
        let task = say(language, &format!("window-lesson-{}", task.name()), &args);
        let ticks = format!("[{}{}]", "x".repeat(done), " ".repeat(of - done));
        let title = word(language, "window-lesson");
        Some(format!("{title} {}/{of} {ticks} {task}", done + 1))
    }

    fn key(&self, wish: Wish, language: Language) -> FluentValue<'static> {
        self.settings.keys.name_of(wish, language).into()
    }
}
