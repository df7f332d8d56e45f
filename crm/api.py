"""The public names of the library, gathered from the rooms they live in."""

from crm.actions.collaborations import add_collaboration, delete_collaboration, edit_collaboration
from crm.actions.contacts import (
    add_contact_detail,
    add_other_name,
    edit_contact_detail,
    remove_contact_detail,
    remove_other_name,
)
from crm.actions.duplicates import mark_distinct
from crm.actions.exporting import export, export_file
from crm.actions.fields import add_field, edit_field, remove_field
from crm.actions.follow_ups import (
    add_follow_up,
    complete_follow_up,
    delete_follow_up,
    edit_follow_up,
    reopen_follow_up,
)
from crm.actions.importing import Decision as ImportDecision
from crm.actions.importing import decide as decide_import
from crm.actions.importing import import_file, plan_import
from crm.actions.interactions import delete_interaction, edit_interaction, log_interaction
from crm.actions.labels import (
    add_assessment,
    add_document,
    remove_assessment,
    remove_document,
    tag,
    untag,
)
from crm.actions.lists import add_list, add_member, delete_list, edit_list, remove_member
from crm.actions.memberships import (
    add_membership,
    delete_membership,
    edit_membership,
    end_membership,
    succeed,
)
from crm.actions.merging_organisations import merge_organisations
from crm.actions.merging_people import merge_people
from crm.actions.organisations import add_organisation, delete_organisation, edit_organisation
from crm.actions.people import add_person, delete_person, edit_person
from crm.actions.posts import add_post, delete_post, edit_post
from crm.actions.relationships import link, unlink
from crm.actions.synchronising import export_folder, import_folder
from crm.actions.topics import add_topic, delete_topic, edit_topic, merge_topics
from crm.book import Book, Session
from crm.book import open_book as open
from crm.errors import (
    Ambiguous,
    Conflict,
    CrmError,
    DatabaseError,
    FormatError,
    Invalid,
    NotFound,
    Problem,
    UsageError,
)
from crm.inputs import (
    AssessmentIn,
    CollaborationEdit,
    CollaborationIn,
    ContactDetailIn,
    ContactListIn,
    CustomFieldIn,
    DocumentIn,
    FollowUpEdit,
    FollowUpIn,
    IdentifierIn,
    InteractionEdit,
    InteractionIn,
    MembershipEdit,
    MembershipIn,
    OrganisationEdit,
    OrganisationIn,
    OtherNameIn,
    ParticipantIn,
    PersonEdit,
    PersonIn,
    PostEdit,
    PostIn,
    RelationshipIn,
    StatementIn,
    TopicIn,
)
from crm.models import (
    Assessment,
    Collaboration,
    ContactDetail,
    ContactList,
    CustomField,
    Document,
    FollowUp,
    Interaction,
    Membership,
    Organisation,
    OtherName,
    Participant,
    Person,
    Post,
    Relationship,
    Statement,
    Tag,
    Topic,
)
from crm.queries.agenda import agenda
from crm.queries.as_of import record_as_of
from crm.queries.briefing import brief
from crm.queries.collaborations import get_collaboration, list_collaborations
from crm.queries.conditions import condition_keys, parse_condition
from crm.queries.duplicates import find_duplicates
from crm.queries.follow_ups import get_follow_up, list_follow_ups
from crm.queries.history import as_of, get_batch, list_batches
from crm.queries.interactions import get_interaction, list_interactions
from crm.queries.lists import get_list, list_lists
from crm.queries.memberships import list_memberships
from crm.queries.organisations import get_organisation, list_organisations
from crm.queries.people import get_person, list_people
from crm.queries.references import resolve
from crm.queries.silence import long_silent
from crm.queries.timeline import timeline
from crm.queries.topics import get_topic, list_topics
from crm.search import Hit
from crm.vocabulary import RecordKind

__all__ = [
    "Ambiguous",
    "Assessment",
    "AssessmentIn",
    "Book",
    "Collaboration",
    "CollaborationEdit",
    "CollaborationIn",
    "Conflict",
    "ContactDetail",
    "ContactDetailIn",
    "ContactList",
    "ContactListIn",
    "CrmError",
    "CustomField",
    "CustomFieldIn",
    "DatabaseError",
    "Document",
    "DocumentIn",
    "FollowUp",
    "FollowUpEdit",
    "FollowUpIn",
    "FormatError",
    "Hit",
    "IdentifierIn",
    "ImportDecision",
    "Interaction",
    "InteractionEdit",
    "InteractionIn",
    "Invalid",
    "Membership",
    "MembershipEdit",
    "MembershipIn",
    "NotFound",
    "Organisation",
    "OrganisationEdit",
    "OrganisationIn",
    "OtherName",
    "OtherNameIn",
    "Participant",
    "ParticipantIn",
    "Person",
    "PersonEdit",
    "PersonIn",
    "Post",
    "PostEdit",
    "PostIn",
    "Problem",
    "RecordKind",
    "Relationship",
    "RelationshipIn",
    "Session",
    "Statement",
    "StatementIn",
    "Tag",
    "Topic",
    "TopicIn",
    "UsageError",
    "add_assessment",
    "add_collaboration",
    "add_contact_detail",
    "add_document",
    "add_field",
    "add_follow_up",
    "add_list",
    "add_member",
    "add_membership",
    "add_organisation",
    "add_other_name",
    "add_person",
    "add_post",
    "add_topic",
    "agenda",
    "as_of",
    "brief",
    "complete_follow_up",
    "condition_keys",
    "decide_import",
    "delete_collaboration",
    "delete_follow_up",
    "delete_interaction",
    "delete_list",
    "delete_membership",
    "delete_organisation",
    "delete_person",
    "delete_post",
    "delete_topic",
    "edit_collaboration",
    "edit_contact_detail",
    "edit_field",
    "edit_follow_up",
    "edit_interaction",
    "edit_list",
    "edit_membership",
    "edit_organisation",
    "edit_person",
    "edit_post",
    "edit_topic",
    "end_membership",
    "export",
    "export_file",
    "export_folder",
    "find_duplicates",
    "get_batch",
    "get_collaboration",
    "get_follow_up",
    "get_interaction",
    "get_list",
    "get_organisation",
    "get_person",
    "get_topic",
    "import_file",
    "import_folder",
    "link",
    "list_batches",
    "list_collaborations",
    "list_follow_ups",
    "list_interactions",
    "list_lists",
    "list_memberships",
    "list_organisations",
    "list_people",
    "list_topics",
    "log_interaction",
    "long_silent",
    "mark_distinct",
    "merge_organisations",
    "merge_people",
    "merge_topics",
    "open",
    "parse_condition",
    "plan_import",
    "record_as_of",
    "remove_assessment",
    "remove_contact_detail",
    "remove_document",
    "remove_field",
    "remove_member",
    "remove_other_name",
    "reopen_follow_up",
    "resolve",
    "succeed",
    "tag",
    "timeline",
    "unlink",
    "untag",
]
