// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QuorumLib} from "../../src/libraries/QuorumLib.sol";
import {Tally, TallyLib} from "../../src/libraries/TallyLib.sol";
import {Digest} from "../../src/types/Digest.sol";
import {Test} from "../support/Test.sol";

contract TallyLibTest is Test {
    using TallyLib for Tally;

    /// @dev Three outputs and silence, so that quorums and near misses are common.
    function testFuzz_tally_countsLikeANaiveCount(uint256 size, uint256 votes) public pure {
        checkAgainstNaive(ballots(bound(size, 3, 15), votes, 4));
    }

    function testFuzz_tally_ofAnyOutputs(bytes32[15] memory outputs, uint256 size) public pure {
        size = bound(size, 3, 15);
        bytes32[] memory some = new bytes32[](size);
        for (uint256 i; i < size; ++i) {
            some[i] = outputs[i];
        }
        checkAgainstNaive(some);
    }

    /// @dev Every tally of up to seven members over silence and two outputs.
    function test_tally_exhaustively() public pure {
        for (uint256 size = 3; size <= 7; ++size) {
            for (uint256 votes; votes < 3 ** size; ++votes) {
                bytes32[] memory outputs = new bytes32[](size);
                uint256 rest = votes;
                for (uint256 i; i < size; ++i) {
                    outputs[i] = bytes32(rest % 3);
                    rest /= 3;
                }
                checkAgainstNaive(outputs);
            }
        }
    }

    /// @dev Fifteen members of fifteen opinions fit.
    function test_tally_whereEverybodySaysSomethingElse() public pure {
        Tally memory tally;
        for (uint256 i; i < 15; ++i) {
            tally.add(Digest.wrap(bytes32(i + 1)), uint16(1 << i));
        }
        assertEq(tally.count, 15, "outputs");
        (Digest output, uint16 winners) = tally.decide(10);
        assertTrue(output.isNone() && winners == 0, "none");
    }

    function testFuzz_tally_winsWithExactlyTheQuorum(uint256 size, uint256 shift) public pure {
        size = bound(size, 3, 15);
        uint256 quorum = QuorumLib.quorum(size);
        (bytes32 output, uint16 winners) = decided(rotated(size, quorum, shift), quorum);
        assertEq(output, bytes32(uint256(1)), "output");
        assertEq(population(winners), quorum, "winners");
    }

    function testFuzz_tally_losesWithOneLess(uint256 size, uint256 shift) public pure {
        size = bound(size, 3, 15);
        uint256 quorum = QuorumLib.quorum(size);
        (bytes32 output, uint16 winners) = decided(rotated(size, quorum - 1, shift), quorum);
        assertEq(output, 0, "output");
        assertEq(winners, 0, "winners");
    }

    function testFuzz_add_ofNobodyIsNothing(Digest output) public pure {
        Tally memory tally;
        tally.add(output, 0);
        assertEq(tally.count, 0, "no output");
    }

    /// @dev Votes of both lanes for one output stand together.
    function testFuzz_add_joinsEqualOutputs(Digest output, uint16 some, uint16 others) public pure {
        Tally memory tally;
        tally.add(output, some);
        tally.add(output, others);
        assertLe(tally.count, 1, "one output");
        assertEq(tally.voters[0], some | others, "all of them");
    }

    /* HELPERS */

    function checkAgainstNaive(bytes32[] memory outputs) private pure {
        uint256 quorum = (2 * outputs.length + 2) / 3;
        (bytes32 output, uint16 winners) = decided(outputs, quorum);
        (bytes32 expected, uint256 supporters) = naive(outputs, quorum);
        assertEq(output, expected, "output");
        assertEq(winners, supporters, "winners");
    }

    function decided(bytes32[] memory outputs, uint256 quorum) private pure returns (bytes32, uint16) {
        Tally memory tally;
        for (uint256 i; i < outputs.length; ++i) {
            if (outputs[i] != 0) tally.add(Digest.wrap(outputs[i]), uint16(1 << i));
        }
        (Digest output, uint16 winners) = tally.decide(quorum);
        return (Digest.unwrap(output), winners);
    }

    function naive(bytes32[] memory outputs, uint256 quorum) private pure returns (bytes32, uint256) {
        for (uint256 i; i < outputs.length; ++i) {
            (uint256 count, uint256 supporters) = (0, 0);
            for (uint256 j; j < outputs.length; ++j) {
                if (outputs[i] == 0 || outputs[j] != outputs[i]) continue;
                ++count;
                supporters += 2 ** j;
            }
            if (count >= quorum) return (outputs[i], supporters);
        }
        return (0, 0);
    }

    function ballots(uint256 size, uint256 votes, uint256 kinds) private pure returns (bytes32[] memory outputs) {
        outputs = new bytes32[](size);
        uint256 bias = votes % 3;
        for (uint256 i; i < size; ++i) {
            uint256 vote = uint256(keccak256(abi.encode(votes, i)));
            outputs[i] = bytes32(vote % (bias + 1) == 0 ? vote / 7 % kinds : 1);
        }
    }

    /// @dev So many equal votes and, for the rest, different ones.
    function rotated(uint256 size, uint256 equal, uint256 shift) private pure returns (bytes32[] memory outputs) {
        outputs = new bytes32[](size);
        for (uint256 i; i < size; ++i) {
            outputs[(i + shift % size) % size] = bytes32(i < equal ? 1 : i + 1);
        }
    }

    function population(uint256 set) private pure returns (uint256 total) {
        for (; set != 0; set >>= 1) {
            total += set & 1;
        }
    }
}
