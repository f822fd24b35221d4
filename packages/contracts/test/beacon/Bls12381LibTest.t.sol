// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bls12381Lib} from "../../src/libraries/Bls12381Lib.sol";
import {BeaconBase} from "./BeaconBase.sol";

contract Bls12381LibTest is BeaconBase {
    function test_compress_asTheSdk() public view {
        assertCompresses(networkOf("quicknet"));
        assertCompresses(networkOf("devnet"));
    }

    /// @dev A point and its negative differ in the flag of y alone.
    function testFuzz_compress_negative(uint256 seed) public view {
        bytes memory element = abi.encode(seed >> 144, seed);
        bytes memory point = mapped(element);
        bytes memory compressed = Bls12381Lib.compress(point);
        bytes memory other = Bls12381Lib.compress(negated(point));
        assertEq(uint8(compressed[0] ^ other[0]), 0x20, "the flag of y");
        compressed[0] = other[0];
        assertEq(compressed, other, "x");
        assertEq(other.length, 48, "bytes");
    }

    function test_compress_halfOfTheModulus() public pure {
        (uint256 high, uint256 low) = (0x0d0088f51cbff34d258dd3db21a5d66b, type(uint256).max);
        uint256 half = 0xb23ba5c279c2895fb39869507b587b120f55ffff58a9ffffdcff7fffffffd555;
        assertEq(flagsOf(0, 0), 0x80, "zero");
        assertEq(flagsOf(high, half), 0x80, "half, rounded down");
        assertEq(flagsOf(high, half + 1), 0xa0, "one more");
        assertEq(flagsOf(high - 1, low), 0x80, "less by its upper part");
        assertEq(flagsOf(high + 1, 0), 0xa0, "more by its upper part");
    }

    function mapped(bytes memory element) private view returns (bytes memory point) {
        point = new bytes(Bls12381Lib.G1_LENGTH);
        (uint256 from, uint256 to) = (0, 0);
        assembly ("memory-safe") {
            from := add(element, 0x20)
            to := add(point, 0x20)
        }
        Bls12381Lib.mapToG1(from, to);
    }

    function flagsOf(uint256 yHigh, uint256 yLow) private pure returns (uint256) {
        bytes memory point = abi.encode(uint256(0), uint256(0), yHigh, yLow);
        return uint8(Bls12381Lib.compress(point)[0]);
    }

    function negated(bytes memory point) private pure returns (bytes memory) {
        (uint256 xHigh, uint256 xLow, uint256 yHigh, uint256 yLow) =
            abi.decode(point, (uint256, uint256, uint256, uint256));
        uint256 borrow = yLow > Bls12381Lib.MODULUS_LOW ? 1 : 0;
        unchecked {
            yLow = Bls12381Lib.MODULUS_LOW - yLow;
        }
        return abi.encode(xHigh, xLow, Bls12381Lib.MODULUS_HIGH - yHigh - borrow, yLow);
    }

    function assertCompresses(Network memory n) private pure {
        for (uint256 i; i < n.rounds.length; ++i) {
            assertEq(Bls12381Lib.compress(n.signatures[i]), n.compressed[i], "compressed");
        }
    }
}
