"""Change posts: the seats of an organisation, which exist while vacant."""

from sqlmodel import Session, col, select

from crm.actions.versions import apply, changing, check_version, touch, touch_owner
from crm.errors import Ambiguous, Invalid
from crm.i18n import _
from crm.inputs import PostEdit, PostIn
from crm.models import Membership, Post
from crm.queries.references import resolve_organisation, resolve_post
from crm.queries.rows import key_of, require
from crm.text import clean_line, fold
from crm.vocabulary import RecordKind, reference


def add_post(session: Session, data: PostIn) -> Post:
    """Add a post to an organisation; errors: `NotFound`, `Ambiguous` (organisation), `Invalid`."""
    organisation_id = resolve_organisation(session, data.organisation)
    post = Post(name=data.label, role=data.role, organisation_id=organisation_id, note=data.note)
    session.add(post)
    session.flush()
    touch_owner(session, post)
    session.flush()
    return post


def find_post(session: Session, text: str | int, organisation_id: int) -> Post:
    """Return the post of an organisation that a reference or label means.

    Errors: `NotFound`, `Ambiguous`, `Invalid` for a post of another organisation.
    """
    if isinstance(text, str):
        labelled = _labelled(session, clean_line(text), organisation_id)
        if len(labelled) > 1:
            candidates = [
                (reference(RecordKind.POST, key_of(post)), post.name) for post in labelled
            ]
            shown = ", ".join(f"{short} {name}" for short, name in candidates)
            message = _("“{text}” fits several: {candidates}. Say which with its reference.")
            raise Ambiguous(message.format(text=text, candidates=shown), candidates)
        if labelled:
            return labelled[0]
    post = require(session, Post, resolve_post(session, text))
    if post.organisation_id != organisation_id:
        message = _("The post {label} belongs to another organisation.")
        raise Invalid.field("post", message.format(label=post.name), str(text))
    return post


def _labelled(session: Session, label: str, organisation_id: int) -> list[Post]:
    statement = select(Post).where(
        col(Post.organisation_id) == organisation_id, col(Post.folded_name) == fold(label)
    )
    return list(session.exec(statement.order_by(col(Post.id))))


def edit_post(
    session: Session, identity: int, data: PostEdit, *, version: int | None = None
) -> Post:
    """Change the given fields of a post; errors: `NotFound`, `Invalid`, `Conflict`."""
    post = require(session, Post, identity)
    check_version(post, version)
    values = data.given()
    if "label" in values:
        values["name"] = values.pop("label")
    before = post.version
    with changing(session, post):
        apply(post, values)
    if post.version != before:
        touch_owner(session, post)
        session.flush()
    return post


def delete_post(session: Session, identity: int, *, version: int | None = None) -> Post:
    """Delete a post; those who held it keep its role. Errors: `NotFound`, `Conflict`."""
    post = require(session, Post, identity)
    check_version(post, version)
    holders = select(Membership).where(col(Membership.post_id) == identity)
    for membership in session.exec(holders):
        membership.role = membership.role or post.role or post.name
        membership.post_id = None
        touch(session, membership)
    session.flush()
    touch_owner(session, post)
    session.delete(post)
    session.flush()
    return post
