"""Running an engine without a host."""

from __future__ import annotations

from core.jobs.cancel import CancelToken
from core.jobs.engine import Phase, QuietContext, Task


class Doubler:
    """An engine of the smallest kind."""

    def run_item(self, task: Task, item: int, context: QuietContext) -> int:
        context.token.check()
        with context.phase(Phase.GENERATING):
            context.progress(1, 2)
            context.partial(item)
        context.progress(2, None)
        return 2 * item


def test_that_a_quiet_context_reports_progress_and_drops_the_rest() -> None:
    told: list[tuple[int, int | None]] = []
    token = CancelToken()
    context = QuietContext(token, lambda done, total: told.append((done, total)))
    assert Doubler().run_item(Task("double"), 21, context) == 42
    assert told == [(1, 2), (2, None)]
    assert context.token is token


def test_that_contexts_do_not_share_a_token() -> None:
    first, second = QuietContext(), QuietContext()
    first.token.cancel()
    assert not second.token.is_cancelled
