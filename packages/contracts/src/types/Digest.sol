// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The sha2-256 digest of a raw block: what a CID says beside its codec.
type Digest is bytes32;

using {isNone, equals as ==, differs as !=} for Digest global;

/// @notice Whether this names no block.
function isNone(Digest digest) pure returns (bool) {
    return Digest.unwrap(digest) == 0;
}

function equals(Digest a, Digest b) pure returns (bool) {
    return Digest.unwrap(a) == Digest.unwrap(b);
}

function differs(Digest a, Digest b) pure returns (bool) {
    return Digest.unwrap(a) != Digest.unwrap(b);
}
