from dasar.models.audit import JejakAudit, SegelAudit
from dasar.models.base import BaseModel
from dasar.models.berkas import Berkas, JenisBerkas
from dasar.models.impor import ImporData, MacamRincian, RincianImpor, StatusImporData
from dasar.models.kiriman import KirimanPesan, StatusKiriman
from dasar.models.notifikasi import Notifikasi
from dasar.models.pekerjaan import Pekerjaan, StatusPekerjaan

__all__ = [
    "BaseModel",
    "Berkas",
    "ImporData",
    "JejakAudit",
    "JenisBerkas",
    "KirimanPesan",
    "MacamRincian",
    "Notifikasi",
    "Pekerjaan",
    "RincianImpor",
    "SegelAudit",
    "StatusImporData",
    "StatusKiriman",
    "StatusPekerjaan",
]
