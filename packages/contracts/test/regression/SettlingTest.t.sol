// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Settlement, State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {AttackTest} from "./AttackTest.sol";

/// @notice Who settles, when, and how often somebody pays.
contract SettlingTest is AttackTest {
    uint8 private constant SIZE = 7;
    bytes32 private task;

    function setUp() public override {
        super.setUp();
        task = sealedTask(SIZE, 0.07 ether);
    }

    /// @dev A winner leaves others out, so that its own share grows: it has to wait until the requester could bring
    /// all.
    function test_stranger_omits_votes(uint256 who, uint256 elapsed) public {
        Settlement memory all = settlementOf(task, TRUTH);
        Settlement memory some = settlementOf(task, outputsOf(SIZE, TRUTH), 31);
        address winner = signerAt(task, uint8(bound(who, 0, 4)));
        uint256 until = uint256(consensus.getTask(task).addedAt) + p.exclusiveWindow;
        vm.warp(bound(elapsed, block.timestamp, until - 1));
        expectError(abi.encodeWithSelector(IConsensus.VotesMissing.selector, task, 5, SIZE, until));
        vm.prank(winner);
        consensus.settle(some);
        vm.prank(STRANGER);
        consensus.settle(all);
        assertEq(balanceOf(seatAt(task, 6)), p.bond + shareOf(0.07 ether, SIZE), "the last one is paid, too");
    }

    /// @dev What the requester leaves out saves it nothing.
    function test_requester_omits_votes() public {
        uint256 before = holdingsOf(REQUESTER) + consensus.credit(REQUESTER);
        settleAsRequester(settlementOf(task, outputsOf(SIZE, TRUTH), 31));
        assertEq(holdingsOf(REQUESTER) + consensus.credit(REQUESTER), before, "it pays the same");
        assertEq(balanceOf(seatAt(task, 6)), p.bond, "and slashes nobody");
    }

    /// @dev Not even the requester, in its own window: an exclusive window as long as it can be ends before death.
    function test_requester_settles_partially_after_death() public {
        p.exclusiveWindow = p.commitWindow;
        redeploy(SEATS);
        task = sealedTask(SIZE, 0.07 ether);
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), 31);
        uint256 diedAt = deadAt(task);
        vm.warp(diedAt);
        expectError(abi.encodeWithSelector(IConsensus.TaskDead.selector, task, diedAt));
        vm.prank(REQUESTER);
        consensus.settle(s);
        consensus.finalize(task);
        assertEq(consensus.credit(REQUESTER), 0.07 ether, "only the refund is left");
    }

    /// @dev Somebody settles the first task of a batch just before: the others are settled all the same.
    function test_settleMany_spoiled_by_one_settled_task(uint256 which) public {
        Settlement[] memory batch = new Settlement[](3);
        batch[0] = settlementOf(task, TRUTH);
        batch[1] = settlementOf(sealedTask(SIZE), TRUTH);
        batch[2] = settlementOf(sealedTask(SIZE), TRUTH);
        vm.prank(makeAddress("spoiler"));
        consensus.settle(batch[bound(which, 0, 2)]);
        consensus.settleMany(batch);
        for (uint256 i; i < 3; ++i) {
            assertState(batch[i].task, State.Decided);
        }
        assertConservation(0);
    }

    /// @dev The requester would have the answer for nothing: it cannot, as long as there is a committee to pay.
    function test_cancel_while_a_committee_exists(uint256 how, uint256 elapsed) public {
        if (how % 3 == 0) commit(task, 0, TRUTH);
        if (how % 3 == 1) consensus.draw(task);
        if (how % 3 != 2) {
            // Drawn, it stays: whatever the chain forgets, and for ever.
            vm.roll(vm.getBlockNumber() + bound(elapsed, 0, 1_000_000));
            skip(bound(elapsed, 0, 365 days));
        } else {
            vm.roll(consensus.getTask(task).addedIn + bound(elapsed, 1, 256));
        }
        expectError(abi.encodeWithSelector(IConsensus.CommitteeKnown.selector, task));
        vm.prank(REQUESTER);
        consensus.cancel(task);
    }

    /// @dev A wallet sends an order again, alone or in a batch, before or after it is answered.
    function test_same_order_is_paid_once(uint256 when, bool batch) public {
        Order memory same = Order(MODEL, PROMPT, SIZE, 0.07 ether, nextNonce - 1);
        if (when % 4 == 1) consensus.settle(settlementOf(task, TRUTH));
        if (when % 4 == 2) consensus.settle(settlementOf(task, UNAVAILABLE));
        if (when % 4 == 3) {
            vm.warp(deadAt(task));
            consensus.finalize(task);
        }
        uint256 before = holdingsOf(REQUESTER);
        expectError(abi.encodeWithSelector(IConsensus.TaskExists.selector, task));
        vm.prank(REQUESTER);
        if (!batch) {
            consensus.addTask{value: valueOf(same.fee)}(same);
        } else {
            Order[] memory orders = new Order[](2);
            (orders[0], orders[1]) = (Order(MODEL, PROMPT, 3, minimumFee(3), nextNonce++), same);
            consensus.addTasks{value: valueOf(minimumFee(3) + same.fee)}(orders);
        }
        assertEq(holdingsOf(REQUESTER), before, "not paid again");
    }

    /// @dev Another fee makes it no other order: a copy of somebody's order cannot be sneaked in before it either.
    function test_same_order_of_somebody_else_is_another() public {
        Order memory same = Order(MODEL, PROMPT, SIZE, 0.05 ether, nextNonce - 1);
        expectError(abi.encodeWithSelector(IConsensus.TaskExists.selector, task));
        vm.prank(REQUESTER);
        consensus.addTask{value: valueOf(same.fee)}(same);
        fundedPrank(STRANGER, same.fee);
        assertNotEq(consensus.addTask{value: valueOf(same.fee)}(same), task, "another id");
    }
}
