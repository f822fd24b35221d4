// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Contradiction, Order, Settlement, State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice Requesters that keep the input back, from all or from some.
contract UnavailableTest is BaseTest {
    function test_unavailable_majority_refunds(uint256 size, uint256 amount) public {
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);
        uint8 without = quorumOf(committeeSize);
        bytes32 task = sealedTask(committeeSize, fee);
        commitAll(task, 0, without, UNAVAILABLE);
        commitAll(task, without, committeeSize, TRUTH);
        revealAll(task, 0, without, UNAVAILABLE);
        revealAll(task, without, committeeSize, TRUTH);
        assertState(task, State.Undecided);
        assertEq(consensus.credit(REQUESTER), fee, "refunded");
        assertEq(consensus.owedSink() + consensus.owedTreasury(), 0, "nobody pays");
    }

    function test_unavailable_minority_soft(uint256 size, uint256 amount) public {
        (uint8 committeeSize, uint96 fee, bytes32 task) = servedSelectively(size, amount);
        uint8 served = quorumOf(committeeSize);
        for (uint8 member = served; member < committeeSize; ++member) {
            assertEq(balanceOf(seatAt(task, member)), p.bond - fee / committeeSize, "one part of the fee");
        }
    }

    /// @dev Even a requester that holds the quorum itself destroys at most its fee, and no seat more than a lie costs.
    function test_selective_serving_is_bounded(uint256 size, uint256 amount) public {
        (uint8 committeeSize, uint96 fee, bytes32 task) = servedSelectively(size, amount);
        assertLe(consensus.owedSink(), fee, "no more than the fee");
        for (uint8 member; member < committeeSize; ++member) {
            assertGe(balanceOf(seatAt(task, member)), p.bond - hardSlash(), "no more than a lie");
        }
    }

    /* LANE 1 */

    function test_unavailable_majority_refunds_settle(uint256 size, uint256 amount) public {
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);
        bytes32 task = sealedTask(committeeSize, fee);
        consensus.settle(settlementOf(task, splitOf(committeeSize, UNAVAILABLE, TRUTH)));
        assertState(task, State.Undecided);
        assertEq(consensus.credit(REQUESTER), fee, "refunded");
        assertEq(consensus.owedSink() + consensus.owedTreasury(), 0, "nobody pays");
        for (uint8 member; member < committeeSize; ++member) {
            assertEq(balanceOf(seatAt(task, member)), p.bond, "nobody gains or loses");
        }
    }

    function test_unavailable_minority_soft_settle(uint256 size, uint256 amount) public {
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);
        bytes32 task = sealedTask(committeeSize, fee);
        consensus.settle(settlementOf(task, splitOf(committeeSize, TRUTH, UNAVAILABLE)));
        assertState(task, State.Decided);
        for (uint8 member = quorumOf(committeeSize); member < committeeSize; ++member) {
            assertEq(balanceOf(seatAt(task, member)), p.bond - fee / committeeSize, "one part of the fee");
        }
        assertLe(consensus.owedSink(), fee, "no more than the fee");
    }

    /// @dev Votes that no settlement brought, shown later: no lie, and so they cost nothing.
    function test_unavailable_minority_cannot_be_punished(uint256 size, uint256 amount) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = sealedTask(committeeSize, boundFee(amount, committeeSize));
        uint8 quorum = quorumOf(committeeSize);
        Settlement memory s = settlementOf(task, outputsOf(committeeSize, TRUTH), uint16((1 << quorum) - 1));
        vm.prank(REQUESTER);
        consensus.settle(s);
        for (uint8 member = quorum; member < committeeSize; ++member) {
            Contradiction memory c = contradiction(task, member, UNAVAILABLE);
            expectError(abi.encodeWithSelector(IConsensus.NoContradiction.selector, task, member));
            consensus.punish(c);
            assertEq(balanceOf(seatAt(task, member)), p.bond, "nothing");
        }
    }

    /// @dev The quorum says the one, the rest the other.
    function splitOf(uint8 size, bytes32 one, bytes32 other) private pure returns (bytes32[] memory outputs) {
        outputs = outputsOf(size, other);
        for (uint256 member; member < quorumOf(size); ++member) {
            outputs[member] = one;
        }
    }

    /// @dev The same with a fee that would take whole bonds: it is not accepted.
    function test_a_fee_cannot_take_whole_bonds() public {
        expectError(abi.encodeWithSelector(IConsensus.FeeTooHigh.selector, 7 * uint256(p.bond), maximumFee(7)));
        vm.prank(REQUESTER);
        consensus.addTask{value: 7 * uint256(p.bond)}(Order(MODEL, PROMPT, 7, uint96(7 * uint256(p.bond)), nextNonce++));
    }

    /// @dev The quorum can compute, the rest cannot.
    function servedSelectively(uint256 size, uint256 amount) private returns (uint8, uint96, bytes32) {
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);
        uint8 served = quorumOf(committeeSize);
        bytes32 task = sealedTask(committeeSize, fee);
        commitAll(task, 0, served, TRUTH);
        commitAll(task, served, committeeSize, UNAVAILABLE);
        revealAll(task, served, committeeSize, UNAVAILABLE);
        revealAll(task, 0, served, TRUTH);
        assertState(task, State.Decided);
        return (committeeSize, fee, task);
    }
}
