"""The tables of the book: the one registry of everything that is stored."""

from sqlmodel import SQLModel

from crm.models.change import Batch, Change, CurrentBatch, Setting
from crm.models.collaboration import Collaboration, CollaborationOrganisation, FollowUp
from crm.models.contact import Assessment, ContactDetail, Document, Relationship
from crm.models.exchange import (
    ColumnMapping,
    ImportDecision,
    ImportedFile,
    PreservedProperty,
    RecordSource,
)
from crm.models.interaction import Interaction, InteractionTopic, Participant, Statement
from crm.models.label import (
    ContactList,
    ContactListMember,
    CustomField,
    DistinctPair,
    Tag,
    Tagging,
    Topic,
)
from crm.models.organisation import Identifier, Membership, Organisation, Post
from crm.models.person import OtherName, Person

metadata = SQLModel.metadata

__all__ = [
    "Assessment",
    "Batch",
    "Change",
    "Collaboration",
    "CollaborationOrganisation",
    "ColumnMapping",
    "ContactDetail",
    "ContactList",
    "ContactListMember",
    "CurrentBatch",
    "CustomField",
    "DistinctPair",
    "Document",
    "FollowUp",
    "Identifier",
    "ImportDecision",
    "ImportedFile",
    "Interaction",
    "InteractionTopic",
    "Membership",
    "Organisation",
    "OtherName",
    "Participant",
    "Person",
    "Post",
    "PreservedProperty",
    "RecordSource",
    "Relationship",
    "Setting",
    "Statement",
    "Tag",
    "Tagging",
    "Topic",
    "metadata",
]
