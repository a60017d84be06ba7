//! A page of Leptos with one button that counts. `cargo xtask bench` builds it as it builds the site, and
//! holds against it how soon the site can be used.

use leptos::prelude::*;

fn main() {
    mount_to_body(page);
}

fn page() -> impl IntoView {
    let (count, set_count) = signal(0);
    view! {
        <main>
            <button on:click=move |_| set_count.update(|count| *count += 1)>{count}</button>
        </main>
    }
}
