// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Settlement, State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice Two thirds of the committee, and nothing less, decide; and only once.
contract QuorumTest is BaseTest {
    function test_exactly_the_quorum(uint256 size) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = votes(committeeSize, quorumOf(committeeSize));
        assertState(task, State.Decided);
    }

    function test_below_quorum(uint256 size) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = votes(committeeSize, quorumOf(committeeSize) - 1);
        assertState(task, State.Undecided);
        assertEq(consensus.credit(REQUESTER), minimumFee(committeeSize), "refunded");
        assertEq(consensus.owedSink(), 0, "nobody is slashed");
    }

    function test_split_below_quorum(uint256 size) public {
        uint8 committeeSize = boundSize(size);
        uint8 agreeing = quorumOf(committeeSize) - 1;
        bytes32 task = sealedTask(committeeSize);
        commitAll(task, 0, agreeing, TRUTH);
        for (uint8 member = agreeing; member < committeeSize; ++member) {
            commit(task, member, bytes32(uint256(member)));
        }
        revealAll(task, 0, agreeing, TRUTH);
        for (uint8 member = agreeing; member < committeeSize; ++member) {
            reveal(task, member, bytes32(uint256(member)));
        }
        assertState(task, State.Undecided);
        assertEq(consensus.owedSink(), 0, "nobody is slashed");
    }

    function test_tie(uint256 size) public {
        uint8 committeeSize = 2 * uint8(bound(size, 2, 7));
        bytes32 task = sealedTask(committeeSize);
        commitAll(task, 0, committeeSize / 2, TRUTH);
        commitAll(task, committeeSize / 2, committeeSize, LIE);
        revealAll(task, 0, committeeSize / 2, TRUTH);
        revealAll(task, committeeSize / 2, committeeSize, LIE);
        assertState(task, State.Undecided);
        assertEq(consensus.owedSink(), 0, "nobody is slashed");
    }

    /* LANE 1 */

    function test_exactly_the_quorum_settles(uint256 size) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = sealedTask(committeeSize);
        uint16 quorum = uint16((1 << quorumOf(committeeSize)) - 1);
        settleWith(task, outputsOf(committeeSize, TRUTH), quorum);
        assertState(task, State.Decided);
    }

    /// @dev Whichever members they are.
    function test_below_quorum_settle(uint256 size, uint256 dice) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = sealedTask(committeeSize);
        uint16 voters;
        for (uint256 count; count + 1 < quorumOf(committeeSize);) {
            dice = uint256(keccak256(abi.encode(dice)));
            uint16 member = uint16(1 << dice % committeeSize);
            if (voters & member != 0) continue;
            voters |= member;
            ++count;
        }
        isBelow(task, outputsOf(committeeSize, TRUTH), voters);
    }

    function test_split_below_quorum_settle(uint256 size) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = sealedTask(committeeSize);
        bytes32[] memory outputs = outputsOf(committeeSize, TRUTH);
        for (uint256 member = quorumOf(committeeSize) - 1; member < committeeSize; ++member) {
            outputs[member] = bytes32(member);
        }
        isBelow(task, outputs, uint16((1 << committeeSize) - 1));
    }

    function test_tie_settle(uint256 size) public {
        uint8 committeeSize = 2 * uint8(bound(size, 2, 7));
        bytes32 task = sealedTask(committeeSize);
        bytes32[] memory outputs = outputsOf(committeeSize, TRUTH);
        for (uint256 member; member < committeeSize / 2; ++member) {
            outputs[member] = LIE;
        }
        isBelow(task, outputs, uint16((1 << committeeSize) - 1));
    }

    /* ONCE */

    function test_settle_twice(bool decided) public {
        bytes32 task = sealedTask(5);
        Settlement memory s = settlementOf(task, decided ? TRUTH : UNAVAILABLE);
        consensus.settle(s);
        isClosed(task, s, decided);
    }

    function test_settle_after_finalize(bool decided) public {
        bytes32 task = sealedTask(5);
        Settlement memory s = settlementOf(task, TRUTH);
        commitAll(task, 0, decided ? 4 : 3, TRUTH);
        vm.warp(commitEnd(task));
        revealAll(task, 0, decided ? 4 : 3, TRUTH);
        isClosed(task, s, decided);
    }

    function test_settle_after_cancel() public {
        bytes32 task = sealedTask(5);
        Settlement memory s = settlementOf(task, TRUTH);
        vm.roll(vm.getBlockNumber() + 257);
        consensus.cancel(task);
        isClosed(task, s, false);
    }

    function test_finalize_after_settle(bool decided, uint256 elapsed) public {
        bytes32 task = sealedTask(5);
        consensus.settle(settlementOf(task, decided ? TRUTH : UNAVAILABLE));
        skip(bound(elapsed, 0, 365 days));
        bytes32 before = balances();
        expectError(
            abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, decided ? State.Decided : State.Undecided)
        );
        consensus.finalize(task);
        assertEq(balances(), before, "paid once");
    }

    function test_finalize_twice(bool decided) public {
        bytes32 task = votes(5, decided ? 4 : 3);
        uint256 owed = consensus.credit(REQUESTER) + consensus.owedTreasury();
        State state = decided ? State.Decided : State.Undecided;
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, state));
        consensus.finalize(task);
        assertEq(consensus.credit(REQUESTER) + consensus.owedTreasury(), owed, "paid once");
    }

    function settleWith(bytes32 task, bytes32[] memory outputs, uint16 voters) private {
        Settlement memory s = settlementOf(task, outputs, voters);
        vm.prank(REQUESTER);
        consensus.settle(s);
    }

    /// @dev It stays open, and nobody loses anything.
    function isBelow(bytes32 task, bytes32[] memory outputs, uint16 voters) private {
        Settlement memory s = settlementOf(task, outputs, voters);
        bytes32 before = balances();
        uint8 quorum = quorumOf(uint8(outputs.length));
        expectError(abi.encodeWithSelector(IConsensus.NoQuorum.selector, task, quorum));
        vm.prank(REQUESTER);
        consensus.settle(s);
        assertState(task, State.Open);
        assertEq(balances(), before, "nobody is slashed");
    }

    function isClosed(bytes32 task, Settlement memory s, bool decided) private {
        bytes32 before = balances();
        State state = decided ? State.Decided : State.Undecided;
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, state));
        vm.prank(REQUESTER);
        consensus.settle(s);
        assertEq(balances(), before, "paid once");
    }

    function balances() private view returns (bytes32) {
        bytes memory all = abi.encode(consensus.credit(REQUESTER), consensus.owedTreasury(), consensus.owedSink());
        for (uint16 seat; seat < SEATS; ++seat) {
            all = abi.encode(all, balanceOf(seat));
        }
        return keccak256(all);
    }

    /// @dev So many members tell the truth in time; the others stay away.
    function votes(uint8 committeeSize, uint8 count) private returns (bytes32 task) {
        task = sealedTask(committeeSize);
        commitAll(task, 0, count, TRUTH);
        if (count < committeeSize) vm.warp(commitEnd(task));
        revealAll(task, 0, count, TRUTH);
    }
}
