"""The commands of ``chungtay``, one file each."""
