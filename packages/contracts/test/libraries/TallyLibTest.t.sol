// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QuorumLib} from "../../src/libraries/QuorumLib.sol";
import {TallyLib} from "../../src/libraries/TallyLib.sol";
import {Test} from "../support/Test.sol";

contract TallyLibTest is Test {
    /// @dev Three outputs and silence, so that quorums and near misses are common.
    function testFuzz_tally_countsLikeANaiveCount(uint256 size, uint256 votes) public pure {
        bytes32[] memory outputs = ballots(bound(size, 3, 15), votes, 4);
        checkAgainstNaive(outputs);
    }

    function testFuzz_tally_ofAnyOutputs(bytes32[] memory outputs) public pure {
        uint256 size = bound(outputs.length, 3, 15);
        bytes32[] memory some = new bytes32[](size);
        for (uint256 i; i < size && i < outputs.length; ++i) {
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

    function testFuzz_tally_winsWithExactlyTheQuorum(uint256 size, uint256 shift) public pure {
        size = bound(size, 3, 15);
        uint256 quorum = QuorumLib.quorum(size);
        (bytes32 output, uint16 winners) = TallyLib.tally(rotated(size, quorum, shift), quorum);
        assertEq(output, bytes32(uint256(1)), "output");
        assertEq(population(winners), quorum, "winners");
    }

    function testFuzz_tally_losesWithOneLess(uint256 size, uint256 shift) public pure {
        size = bound(size, 3, 15);
        uint256 quorum = QuorumLib.quorum(size);
        (bytes32 output, uint16 winners) = TallyLib.tally(rotated(size, quorum - 1, shift), quorum);
        assertEq(output, 0, "output");
        assertEq(winners, 0, "winners");
    }

    function test_tally_ofSilence() public pure {
        for (uint256 size = 3; size <= 15; ++size) {
            (bytes32 output, uint16 winners) = TallyLib.tally(new bytes32[](size), QuorumLib.quorum(size));
            assertEq(output, 0, "output");
            assertEq(winners, 0, "winners");
        }
    }

    function checkAgainstNaive(bytes32[] memory outputs) private pure {
        uint256 quorum = (2 * outputs.length + 2) / 3;
        (bytes32 output, uint16 winners) = TallyLib.tally(outputs, quorum);
        (bytes32 expected, uint256 supporters) = naive(outputs, quorum);
        assertEq(output, expected, "output");
        assertEq(winners, supporters, "winners");
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
