package io.finalnvr.examples.web;

/** Somebody who can log in. */
record User(String name, Role role) {}
