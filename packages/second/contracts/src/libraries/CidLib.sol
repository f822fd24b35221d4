// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title CidLib
/// @notice The one form of CID this protocol speaks.
library CidLib {
    /// @dev CID version 1, codec raw (0x55), multihash sha2-256 (0x12) of 32 bytes (0x20).
    bytes4 internal constant PREFIX = 0x01551220;

    /// @notice The binary CID of a raw block with this sha2-256 digest: 36 bytes.
    function rawCid(bytes32 digest) internal pure returns (bytes memory) {
        return bytes.concat(PREFIX, digest);
    }
}
