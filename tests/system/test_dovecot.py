"""The tests of mailboxes again, against Dovecot."""

from collections.abc import Iterator

import pytest

from tests.sources.dovecot import dovecot
from tests.sources.test_mail import (  # noqa: F401  # collected here too, with the Dovecot below
    Clerk,
    test_a_mail_that_could_not_be_moved_is_not_read_again,
    test_a_reply_with_a_mended_workbook_comes_after_what_it_mends,
    test_an_attachment_that_names_a_place_is_refused,
    test_known_senders_are_loaded_and_strangers_lie_aside,
    test_no_change_is_noted_with_its_form,
    test_the_faults_of_a_mailbox,
)

pytestmark = pytest.mark.system


@pytest.fixture
def clerk() -> Iterator[Clerk]:
    with dovecot() as served:
        yield Clerk(served)
