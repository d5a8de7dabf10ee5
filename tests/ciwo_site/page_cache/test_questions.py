"""Readers who come at the same time share a question, and never one that was asked before they came."""

from threading import Event, Semaphore, Thread

import pytest

from ciwo_site.page_cache.questions import SharedQuestion


class Database:
    """Answers when it is let; each answer is the number of questions begun so far."""

    def __init__(self) -> None:
        self.asked = 0
        self.was_asked, self.may_answer = Event(), Event()

    def __call__(self) -> int:
        self.asked += 1
        number = self.asked
        self.was_asked.set()
        assert self.may_answer.wait(10)
        return number


def test_who_comes_while_a_question_is_asked_is_given_the_answer_to_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database, answers = Database(), []
    question, arrived = SharedQuestion(database), Semaphore(0)
    arrive = question._arrive
    monkeypatch.setattr(question, "_arrive", lambda: (arrive(), arrived.release())[0])
    first = Thread(target=lambda: answers.append(question()))
    first.start()
    assert database.was_asked.wait(10)

    late = [Thread(target=lambda: answers.append(question())) for _reader in range(20)]
    for reader in late:
        reader.start()
    assert all(arrived.acquire(timeout=10) for _reader in (first, *late))
    database.may_answer.set()
    for reader in (first, *late):
        reader.join()

    assert sorted(answers) == [1] + 20 * [2]


def test_one_after_the_other_each_asks_anew() -> None:
    database = Database()
    database.may_answer.set()
    question = SharedQuestion(database)

    assert [question(), question(), question()] == [1, 2, 3]


def test_a_question_that_fails_is_asked_again_by_the_next_one() -> None:
    answers = iter([ValueError("broken"), 7])

    def ask() -> int:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    question = SharedQuestion(ask)
    with pytest.raises(ValueError, match="broken"):
        question()

    assert question() == 7
