// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bls12381Lib} from "./Bls12381Lib.sol";
import {PrecompileLib} from "./PrecompileLib.sol";

/// @title HashToCurveLib
/// @notice The point of G1 that a message stands for: suite BLS12381G1_XMD:SHA-256_SSWU_RO_ of RFC 9380.
library HashToCurveLib {
    address private constant MODEXP = address(0x05);

    /// @dev The scheme's domain, BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_, and its length, 43, which is a plus sign.
    bytes private constant DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_+";
    /// @dev Two elements of the field are made of 64 bytes each.
    uint16 private constant EXPANDED = 128;
    uint256 private constant ELEMENT = 64;

    /// @notice `hash_to_curve`, section 3 of the RFC.
    /// @dev The precompile clears the cofactor of each point, which the RFC does for their sum: it is the same.
    function hashToG1(bytes32 message) internal view returns (bytes memory point) {
        uint256[4] memory blocks = expand(message);
        bytes memory points = new bytes(2 * Bls12381Lib.G1_LENGTH);
        point = new bytes(Bls12381Lib.G1_LENGTH);
        (uint256 first, uint256 sum) = (0, 0);
        assembly ("memory-safe") {
            first := add(points, 0x20)
            sum := add(point, 0x20)
        }
        Bls12381Lib.mapToG1(_reduce(blocks[0], blocks[1]), first);
        Bls12381Lib.mapToG1(_reduce(blocks[2], blocks[3]), first + Bls12381Lib.G1_LENGTH);
        Bls12381Lib.addTwo(first, sum);
    }

    /// @notice `expand_message_xmd`, section 5.3.1, with 128 bytes.
    function expand(bytes32 message) internal pure returns (uint256[4] memory blocks) {
        // A block of SHA-256 is 64 bytes; the RFC puts one of zeros before the message.
        bytes32 start = sha256(abi.encodePacked(bytes32(0), bytes32(0), message, EXPANDED, uint8(0), DOMAIN));
        bytes memory input = abi.encodePacked(start, uint8(0), DOMAIN);
        bytes32 last;
        for (uint256 i; i < 4; ++i) {
            assembly ("memory-safe") {
                mstore(add(input, 0x20), xor(start, last))
                mstore8(add(input, 0x40), add(i, 1))
            }
            last = sha256(input);
            blocks[i] = uint256(last);
        }
    }

    /// @dev 64 bytes modulo that of the field: to the power of one. At the place of the input, which nobody needs then.
    function _reduce(uint256 high, uint256 low) private view returns (uint256 element) {
        uint256[8] memory input =
            [ELEMENT, 32, ELEMENT, high, low, 1, Bls12381Lib.MODULUS_HIGH, Bls12381Lib.MODULUS_LOW];
        assembly ("memory-safe") {
            element := input
        }
        PrecompileLib.run(MODEXP, element, 256, element, ELEMENT);
    }
}
