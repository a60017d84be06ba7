//! What follows from the session: computed again when that changes, told on only when it differs.
//!
//! A memo's machinery is compiled once for each type in it. Here it exists once: what is remembered
//! is boxed, and only the comparison knows its type.

use core::any::Any;
use core::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// Something remembered.
pub struct Look<T> {
    memo: Memo<Kept>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Look<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Look<T> {}

impl<T: PartialEq + Clone + Default + Send + Sync + 'static> Look<T> {
    /// Remembers what `look` finds.
    pub fn new(look: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let memo = remembered(Box::new(look));
        Self {
            memo,
            kind: PhantomData,
        }
    }

    /// What was found.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// Reads what was found.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(self.memo.get().found())
    }
}

fn remembered(looking: Box<dyn Looking>) -> Memo<Kept> {
    Memo::new(move |_| looking.look())
}

/// What finds something, again and again. As `dyn Fn` each would bring along a way to be called once.
trait Looking: Send + Sync {
    fn look(&self) -> Kept;
}

impl<T: Value, F: Fn() -> T + Send + Sync> Looking for F {
    fn look(&self) -> Kept {
        Kept(Arc::new(self()))
    }
}

#[derive(Clone)]
struct Kept(Arc<dyn Value>);

impl Kept {
    #[inline(never)]
    fn found<T: 'static>(&self) -> &T {
        let found: &dyn Any = &*self.0;
        found
            .downcast_ref()
            .expect("its type is the one that `Look::new` has put in: there is no other way in")
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(other)
    }
}

trait Value: Any + Send + Sync {
    fn equals(&self, other: &Kept) -> bool;
}

impl<T: PartialEq + Send + Sync + 'static> Value for T {
    fn equals(&self, other: &Kept) -> bool {
        self == other.found::<T>()
    }
}
