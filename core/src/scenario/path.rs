//! The way to a value of a scenario, as a person would write it.

/// Where a value stands. It is written out only if the value is wrong.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    part: Part<'a>,
}

#[derive(Clone, Copy)]
enum Part<'a> {
    Field(&'a str),
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    pub(super) fn top(field: &'a str) -> Self {
        let part = Part::Field(field);
        Self { parent: None, part }
    }

    fn then(&'a self, part: Part<'a>) -> Self {
        let parent = Some(self);
        Self { parent, part }
    }

    pub(super) fn field(&'a self, name: &'a str) -> Self {
        self.then(Part::Field(name))
    }

    pub(super) fn key(&'a self, name: &'a str) -> Self {
        self.then(Part::Key(name))
    }

    pub(super) fn index(&'a self, index: usize) -> Self {
        self.then(Part::Index(index))
    }

    pub(super) fn write(&self, path: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(path);
        }
        let (before, part, after) = match self.part {
            Part::Field(name) if self.parent.is_none() => ("", name, ""),
            Part::Field(name) => (".", name, ""),
            Part::Key(name) => (".\"", name, "\""),
            Part::Index(index) => ("[", &*index.to_string(), "]"),
        };
        path.extend([before, part, after]);
    }
}
