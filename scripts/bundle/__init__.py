"""The bundle for rooms without internet: the course, every package it needs, and a double click that opens it."""
