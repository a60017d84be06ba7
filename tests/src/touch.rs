//! A page as it is used by touch: fingers at places of the window, and nothing of a mouse.

use crate::announced::Announced;
use crate::page::Page;
use crate::problem::{Problem, Result};
use serde_json::{Value, json};

/// A place in the window, in CSS pixels.
type Place = (f64, f64);

impl Page {
    /// Taps the one thing with that role and name in its middle, once a finger has scrolled it into view.
    pub async fn tap(&self, role: &str, name: &str) -> Result<()> {
        let found = self.the(role, name).await?;
        self.tap_on(&found).await
    }

    /// Taps the first of those with that role whose name begins like that.
    pub async fn tap_first(&self, role: &str, begins: &str) -> Result<()> {
        self.name_that(role, begins, |name| name.starts_with(begins))
            .await?;
        let all = self.all(role).await?;
        let first = all.into_iter().find(|it| it.name.starts_with(begins));
        match first {
            Some(found) => self.tap_on(&found).await,
            None => self.tap(role, begins).await,
        }
    }

    /// Slides a finger along the one slider with that name, from one fraction of its width to another.
    pub async fn slide(&self, slider: &str, from: f64, to: f64) -> Result<()> {
        let found = self.the("slider", slider).await?;
        let ((left, top), (right, bottom)) = self.seen(&found).await?;
        let (y, width) = (f64::midpoint(top, bottom), right - left);
        let at = |fraction: f64| (left + fraction * width, y);
        self.touch("touchStart", Some(at(from))).await?;
        for part in [0.25, 0.5, 0.75, 1.0] {
            self.touch("touchMove", Some(at(from + part * (to - from))))
                .await?;
        }
        self.touch("touchEnd", None).await
    }

    async fn tap_on(&self, found: &Announced) -> Result<()> {
        let ((left, top), (right, bottom)) = self.seen(found).await?;
        let middle = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        self.is_uncovered(found, middle).await?;
        self.touch("touchStart", Some(middle)).await?;
        self.touch("touchEnd", None).await
    }

    /// Where something is seen in the window, after it was scrolled there.
    async fn seen(&self, found: &Announced) -> Result<(Place, Place)> {
        let element = found.element(self.driver()).await?;
        element.scroll_into_view().await?;
        self.settle().await?;
        let corners = "const box = arguments[0].getBoundingClientRect(); \
                       return [box.left, box.top, box.right, box.bottom]";
        let corners: [f64; 4] = self
            .driver()
            .execute(corners, vec![element.to_json()?])
            .await?
            .convert()?;
        let [left, top, right, bottom] = corners;
        Ok(((left, top), (right, bottom)))
    }

    /// A finger reaches what lies on top, so what is meant has to lie there.
    async fn is_uncovered(&self, found: &Announced, (x, y): Place) -> Result<()> {
        let element = found.element(self.driver()).await?;
        let on_top = "const top = document.elementFromPoint(arguments[1], arguments[2]); \
                      return arguments[0].contains(top) ? '' : String(top && top.outerHTML).slice(0, 200)";
        let arguments: Vec<Value> = vec![element.to_json()?, json!(x), json!(y)];
        let covers: String = self.driver().execute(on_top, arguments).await?.convert()?;
        if covers.is_empty() {
            return Ok(());
        }
        Err(Problem::NeverHappened {
            what: format!("{} \"{}\" under the finger", found.role, found.name),
            instead: covers,
        })
    }

    async fn touch(&self, kind: &str, place: Option<Place>) -> Result<()> {
        let points: Vec<Value> = place
            .map(|(x, y)| json!({ "x": x, "y": y }))
            .into_iter()
            .collect();
        self.driver()
            .cdp()
            .send_raw(
                "Input.dispatchTouchEvent",
                json!({ "type": kind, "touchPoints": points }),
            )
            .await?;
        Ok(())
    }
}
