// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PrecompileLib} from "./PrecompileLib.sol";

/// @title Bls12381Lib
/// @notice The curve BLS12-381, by the precompiles of EIP-2537 and in their encoding.
library Bls12381Lib {
    address private constant G1ADD = address(0x0b);
    address private constant PAIRING = address(0x0f);
    address private constant MAP_FP_TO_G1 = address(0x10);

    uint256 internal constant G1_LENGTH = 128;
    uint256 internal constant G2_LENGTH = 256;

    /// @dev The field's modulus in 64 bytes.
    uint256 internal constant MODULUS_HIGH = 0x1a0111ea397fe69a4b1ba7b6434bacd7;
    uint256 internal constant MODULUS_LOW = 0x64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab;

    /// @dev Half of the modulus, rounded down. An y above it is the larger one of the two that an x has.
    uint256 private constant HALF_HIGH = 0x0d0088f51cbff34d258dd3db21a5d66b;
    uint256 private constant HALF_LOW = 0xb23ba5c279c2895fb39869507b587b120f55ffff58a9ffffdcff7fffffffd555;

    /// @dev The generator of G2 times minus one, so that one product of two pairings compares them.
    bytes private constant NEGATED_GENERATOR = hex"00000000000000000000000000000000024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
        hex"0000000000000000000000000000000013e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
        hex"000000000000000000000000000000000d1b3cc2c7027888be51d9ef691d77bcb679afda66c73f17f9ee3837a55024f78c71363275a75d75d86bab79f74782aa"
        hex"0000000000000000000000000000000013fa4d4a0ad8b1ce186ed5061789213d993923066dddaf1040bc3ff59f825c78df74f2d75467e25e0f55f8a00fa030ed";

    bytes32 private constant INFINITY = keccak256(abi.encode(uint256(0), uint256(0), uint256(0), uint256(0)));

    /// @notice The point of G1 that an element of the field stands for: 64 bytes to 128, from place to place in memory.
    function mapToG1(uint256 element, uint256 point) internal view {
        PrecompileLib.run(MAP_FP_TO_G1, element, 64, point, G1_LENGTH);
    }

    /// @notice The sum of two points of G1 that stand one after the other in memory.
    function addTwo(uint256 points, uint256 sum) internal view {
        PrecompileLib.run(G1ADD, points, 2 * G1_LENGTH, sum, G1_LENGTH);
    }

    /// @notice Whether a point of G1 is a key's signature of another: e(signature, generator) = e(message, key).
    /// @dev The precompile refuses coordinates that are not reduced, points off the curve and points outside the
    /// subgroups of order r, of key and signature alike. It takes the points at infinity, whose pairing is one: with a
    /// key at infinity every message would have the signature at infinity, so that one is refused here, and with it
    /// every use of such a key. Lengths are checked because a longer signature could bring a pair of its own, which
    /// makes the equation hold.
    function isSigned(bytes memory signature, bytes memory message, bytes memory key) internal view returns (bool) {
        if (signature.length != G1_LENGTH || key.length != G2_LENGTH || keccak256(signature) == INFINITY) return false;
        bytes memory input = bytes.concat(signature, NEGATED_GENERATOR, message, key);
        uint256 place;
        assembly ("memory-safe") {
            place := add(input, 0x20)
        }
        // The answer takes the place of the input.
        bool accepted = PrecompileLib.tryRun(PAIRING, place, input.length, place, 32);
        uint256 answer;
        assembly ("memory-safe") {
            answer := mload(place)
        }
        return accepted && answer == 1;
    }

    /// @notice A point of G1 in 48 bytes, as Zcash defined it: x, and in its three highest bits that it is compressed,
    /// that it is not infinity, and whether y is the larger one. Of a point that was verified.
    function compress(bytes memory point) internal pure returns (bytes memory) {
        (uint256 xHigh, bytes32 xLow, uint256 yHigh, uint256 yLow) =
            abi.decode(point, (uint256, bytes32, uint256, uint256));
        bool isLarger = yHigh > HALF_HIGH || (yHigh == HALF_HIGH && yLow > HALF_LOW);
        uint256 flags = isLarger ? 0xa0 : 0x80;
        // A coordinate has 381 bits: its upper part fits, and leaves the flags free.
        // forge-lint: disable-next-line(unsafe-typecast)
        return abi.encodePacked(uint128(xHigh | (flags << 120)), xLow);
    }
}
