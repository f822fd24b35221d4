// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Shuffle, ShuffleLib} from "../../src/libraries/ShuffleLib.sol";
import {Test} from "../support/Test.sol";

contract ShuffleLibTest is Test {
    using ShuffleLib for Shuffle;

    /* AGAINST A PLAIN SHUFFLE */

    function testFuzz_shuffle_isFisherAndYatess(bytes32 seed, uint256 length, uint256 steps) public pure {
        length = bound(length, 1, 2_000);
        steps = bound(steps, 1, length < 128 ? length : 128);
        checkAgainstPlain(seed, length, steps);
    }

    /// @dev The longest list there can be.
    function test_shuffle_of65536() public pure {
        checkAgainstPlain(keccak256("seed"), 65_536, ShuffleLib.MAXIMUM_STEPS);
    }

    /// @dev Two positions that share a bit of `touched` are told apart.
    function test_shuffle_ofLengthsAround256() public pure {
        for (uint256 length = 254; length <= 259; ++length) {
            checkAgainstPlain(bytes32(length), length, length);
        }
    }

    /* PERMUTATION */

    function testFuzz_shuffle_drawsEachPositionOnce(bytes32 seed, uint256 length) public pure {
        length = bound(length, 1, 300);
        bool[] memory drawn = new bool[](length);
        Shuffle memory shuffle = ShuffleLib.start(seed, length, length);
        for (uint256 i; i < length; ++i) {
            uint256 position = shuffle.next();
            assertLt(position, length, "within");
            assertTrue(!drawn[position], "once");
            drawn[position] = true;
        }
        assertEq(shuffle.drawn, length, "all");
    }

    /// @dev The first draws do not depend on how many follow.
    function testFuzz_shuffle_isOneStepAtATime(bytes32 seed, uint256 length, uint256 fewer) public pure {
        length = bound(length, 2, 200);
        fewer = bound(fewer, 1, length);
        (Shuffle memory some, Shuffle memory all) =
            (ShuffleLib.start(seed, length, fewer), ShuffleLib.start(seed, length, length));
        for (uint256 i; i < fewer; ++i) {
            assertEq(some.next(), all.next(), "the same");
        }
    }

    function testFuzz_shuffle_ofOneIsZero(bytes32 seed) public pure {
        assertEq(ShuffleLib.start(seed, 1, 1).next(), 0, "the only position");
    }

    /* CHANCE */

    /// @dev 4,000 draws of 7 out of 24: six standard deviations around what each position expects, as a first member
    /// and as any. The seeds are fixed, so the figures are.
    function test_shuffle_isUniform() public pure {
        (uint256 draws, uint256[24] memory first, uint256[24] memory any) = (4_000, counters(), counters());
        for (uint256 i; i < draws; ++i) {
            Shuffle memory shuffle = ShuffleLib.start(keccak256(abi.encode(i)), 24, 7);
            ++first[shuffle.next()];
            for (uint256 step = 1; step < 7; ++step) {
                ++any[shuffle.next()];
            }
        }
        for (uint256 position; position < 24; ++position) {
            uint256 expected = draws / 24;
            assertGt(first[position], expected - 76, "often enough first");
            assertLt(first[position], expected + 77, "not too often first");
            uint256 total = first[position] + any[position];
            assertGt(total, draws * 7 / 24 - 173, "often enough");
            assertLt(total, draws * 7 / 24 + 173, "not too often");
        }
    }

    /// @dev Each of the six orders of three is as likely: 6,000 draws, six standard deviations.
    function test_shuffle_makesEveryOrder() public pure {
        uint256[24] memory orders = counters();
        for (uint256 i; i < 6_000; ++i) {
            Shuffle memory shuffle = ShuffleLib.start(keccak256(abi.encode("order", i)), 3, 3);
            (uint256 a, uint256 b) = (shuffle.next(), shuffle.next());
            ++orders[3 * a + b];
        }
        for (uint256 a; a < 3; ++a) {
            for (uint256 b; b < 3; ++b) {
                if (a == b) continue;
                assertGt(orders[3 * a + b], 827, "often enough");
                assertLt(orders[3 * a + b], 1_173, "not too often");
            }
        }
    }

    /* HELPERS */

    function checkAgainstPlain(bytes32 seed, uint256 length, uint256 steps) private pure {
        uint256[] memory standing = new uint256[](length);
        for (uint256 i; i < length; ++i) {
            standing[i] = i;
        }
        Shuffle memory shuffle = ShuffleLib.start(seed, length, steps);
        for (uint256 i; i < steps; ++i) {
            uint256 j = i + uint256(keccak256(abi.encode(seed, i))) % (length - i);
            (standing[i], standing[j]) = (standing[j], standing[i]);
            assertEq(shuffle.next(), standing[i], "position");
        }
    }

    function counters() private pure returns (uint256[24] memory zeros) {}
}
