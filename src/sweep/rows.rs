//! Stories one by one, for whoever wants every row.

use super::count::{Opened, Swept};
use crate::judge::formula::PointId;
use crate::outcome::Verdict;

/// One story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// The place of the answer to each dimension.
    pub answers: Vec<usize>,
    /// The verdict of each duty; nothing where it reads too many points.
    pub verdicts: Vec<Option<Verdict>>,
}

impl Swept {
    /// Tells every story that counts, one after another.
    ///
    /// # Errors
    /// The first that comes back from whoever listens; no more stories are told then.
    pub fn tell<E>(&self, mut heard: impl FnMut(&Story) -> Result<(), E>) -> Result<(), E> {
        for opened in &self.opened {
            let fixed = opened.base.len();
            let sizes: Vec<usize> = self.dimensions.iter().skip(fixed).map(|dimension| dimension.values.len()).collect();
            let mut choice = vec![0usize; sizes.len()];
            loop {
                if let Some(story) = self.story(opened, &choice) {
                    heard(&story)?;
                }
                if !step(&mut choice, &sizes) {
                    break;
                }
            }
        }
        Ok(())
    }

    fn story(&self, opened: &Opened, choice: &[usize]) -> Option<Story> {
        let value = |point: PointId| {
            let at = opened.points.iter().position(|known| *known == point);
            at.and_then(|at| choice.get(at)).and_then(|value| u16::try_from(*value).ok()).unwrap_or(0)
        };
        if !opened.groups.iter().all(|group| group.allows(&value)) {
            return None;
        }
        let counts = self.filters.iter().zip(&opened.conditions).all(|(filter, tallied)| tallied.verdict(&value) == Some(filter.verdict));
        if !counts {
            return None;
        }
        let verdict = |tallied: &Option<Result<crate::judge::tally::Tallied, _>>| tallied.as_ref()?.as_ref().ok()?.verdict(&value);
        Some(Story { answers: opened.base.iter().chain(choice).copied().collect(), verdicts: opened.tallied.iter().map(verdict).collect() })
    }
}

/// The next choice, the last point first; not where it was the last.
fn step(choice: &mut [usize], sizes: &[usize]) -> bool {
    for (value, size) in choice.iter_mut().zip(sizes).rev() {
        *value += 1;
        if *value < *size {
            return true;
        }
        *value = 0;
    }
    false
}
