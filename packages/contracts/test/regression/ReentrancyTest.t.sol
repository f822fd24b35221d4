// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";
import {Reentrant} from "../support/Reentrant.sol";
import {Refuser} from "../support/Refuser.sol";

/// @notice Receivers that call back while they are being paid, or refuse to be.
contract ReentrancyTest is BaseTest {
    Reentrant private reentrant;

    function setUp() public override {
        super.setUp();
        reentrant = new Reentrant();
    }

    function test_reentrant_owner_withdrawSeat() public {
        uint16 seat = joinFor(address(reentrant));
        vm.prank(address(reentrant));
        consensus.exit(seat);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        bytes memory call_ = abi.encodeCall(consensus.withdrawSeat, (seat));
        paysOnce(call_, call_, p.bond, abi.encodeWithSelector(IConsensus.SeatUnknown.selector, seat));
    }

    function test_reentrant_owner_withdrawSeat_then_claim() public {
        uint16 seat = joinFor(address(reentrant));
        vm.prank(address(reentrant));
        consensus.exit(seat);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        bytes memory claim = abi.encodeCall(consensus.claim, (seat));
        bytes memory withdrawSeat_ = abi.encodeCall(consensus.withdrawSeat, (seat));
        paysOnce(withdrawSeat_, claim, p.bond, abi.encodeWithSelector(IConsensus.SeatUnknown.selector, seat));
    }

    function test_reentrant_owner_claim() public {
        bytes32 task = decidedTask(3, 0.3 ether);
        uint16 seat = seatAt(task, 0);
        uint256 reward = afterCut(balanceOf(seat) - p.bond);
        vm.etch(ownerOf(seat), address(reentrant).code);
        reentrant = Reentrant(payable(ownerOf(seat)));
        bytes memory call_ = abi.encodeCall(consensus.claim, (seat));
        paysOnce(call_, call_, reward, abi.encodeWithSelector(IConsensus.NothingToClaim.selector, seat));
    }

    function test_reentrant_requester() public {
        vm.deal(address(reentrant), minimumFee(3));
        vm.prank(address(reentrant));
        bytes32 task = consensus.addTask{value: minimumFee(3)}(Order(MODEL, PROMPT, 3, minimumFee(3), nextNonce++));
        skip(p.commitWindow);
        consensus.finalize(task);
        bytes memory call_ = abi.encodeCall(consensus.withdraw, ());
        bytes memory reason = abi.encodeWithSelector(IConsensus.NothingToWithdraw.selector, address(reentrant));
        paysOnce(call_, call_, minimumFee(3), reason);
    }

    function test_reentrant_reporter() public {
        bytes32 task = settledTask(3, 0.3 ether);
        bytes memory punish = abi.encodeCall(consensus.punish, (contradiction(task, 0, LIE)));
        reentrant.start(address(consensus), punish, "");
        uint256 owed = consensus.credit(address(reentrant));
        assertGt(owed, 0, "a bounty");
        bytes memory call_ = abi.encodeCall(consensus.withdraw, ());
        bytes memory reason = abi.encodeWithSelector(IConsensus.NothingToWithdraw.selector, address(reentrant));
        paysOnce(call_, call_, owed, reason);
    }

    /// @dev While it is paid for one overturn, it asks for the same overturn again.
    function test_reentrant_appellant() public {
        uint64 nonce = nextNonce;
        bytes32 task = sealedTask(3);
        consensus.settle(settlementOf(task, LIE));
        uint96 fee = minimumFee(15);
        fundedPrank(address(reentrant), fee);
        bytes32 appealTask = consensus.appeal{value: fee}(task, Terms(REQUESTER, nonce, MODEL, PROMPT), fee, 0);
        nextBlock();
        consensus.settle(settlementOf(appealTask, TRUTH));
        consensus.overturn(task);
        uint256 owed = consensus.credit(address(reentrant));
        assertEq(owed, 2 * uint256(fee), "a reward");
        bytes memory call_ = abi.encodeCall(consensus.withdraw, ());
        bytes memory again = abi.encodeCall(consensus.overturn, (task));
        paysOnce(call_, again, owed, abi.encodeWithSelector(IConsensus.AlreadyOverturned.selector, task));
    }

    /// @dev A requester is told nothing when its task is refunded, in any of the ways: it has to come and ask.
    function test_no_callback_to_a_requester() public {
        bytes32[3] memory tasks;
        for (uint256 i; i < 3; ++i) {
            fundedPrank(address(reentrant), minimumFee(3));
            tasks[i] = consensus.addTask{value: minimumFee(3)}(order(3, minimumFee(3)));
        }
        nextBlock();
        consensus.settle(settlementOf(tasks[0], UNAVAILABLE));
        vm.roll(vm.getBlockNumber() + 257);
        consensus.cancel(tasks[1]);
        vm.warp(commitEnd(tasks[2]));
        consensus.finalize(tasks[2]);
        assertEq(consensus.credit(address(reentrant)), 3 * uint256(minimumFee(3)), "credited");
        assertEq(reentrant.reentered(), false, "and not called");
    }

    function test_reentrant_treasury() public {
        decidedTask(3, minimumFee(3) + 1);
        uint256 owed = consensus.owedTreasury();
        vm.etch(TREASURY, address(reentrant).code);
        reentrant = Reentrant(payable(TREASURY));
        bytes memory call_ = abi.encodeCall(consensus.sweepTreasury, ());
        paysOnce(call_, call_, owed, abi.encodeWithSelector(IConsensus.NothingToWithdraw.selector, TREASURY));
    }

    function test_reentrant_sink() public {
        lie();
        uint256 owed = consensus.owedSink();
        vm.etch(SINK, address(reentrant).code);
        reentrant = Reentrant(payable(SINK));
        bytes memory call_ = abi.encodeCall(consensus.sweepSink, ());
        paysOnce(call_, call_, owed, abi.encodeWithSelector(IConsensus.NothingToWithdraw.selector, SINK));
    }

    function test_reverting_sink_cannot_block_treasury() public {
        lie();
        uint256 owed = consensus.owedTreasury();
        vm.etch(SINK, address(new Refuser()).code);
        consensus.sweepTreasury();
        assertEq(TREASURY.balance, owed, "paid");
    }

    function test_reverting_treasury_cannot_block_sink() public {
        lie();
        vm.etch(TREASURY, address(new Refuser()).code);
        consensus.sweepSink();
        assertEq(SINK.balance, hardSlash(), "paid");
    }

    /// @dev A requester that refuses ether still cannot keep a task from closing.
    function test_reverting_requester_cannot_block_its_task() public {
        bytes32 task = sealedTask(3);
        vm.etch(REQUESTER, address(new Refuser()).code);
        vm.warp(commitEnd(task));
        consensus.finalize(task);
        assertEq(consensus.credit(REQUESTER), minimumFee(3), "credited");
    }

    /// @dev A winner that refuses ether still cannot keep the others from being paid.
    function test_reverting_owner_cannot_block_a_decision() public {
        bytes32 task = sealedTask(3);
        vm.etch(ownerOf(seatAt(task, 0)), address(new Refuser()).code);
        vm.etch(signerAt(task, 0), address(new Refuser()).code);
        agree(task, TRUTH);
        assertGt(balanceOf(seatAt(task, 1)), p.bond, "paid");
    }

    function paysOnce(bytes memory call_, bytes memory inner, uint256 amount, bytes memory reason) private {
        uint256 before = address(reentrant).balance;
        uint256 held = address(consensus).balance;
        reentrant.start(address(consensus), call_, inner);
        assertEq(reentrant.reentered(), true, "it did call back");
        assertEq(reentrant.reason(), reason, "and was refused");
        assertEq(address(reentrant).balance - before, amount, "paid once");
        assertEq(held - address(consensus).balance, amount, "no more left");
    }

    function joinFor(address owner) private returns (uint16) {
        fundedPrank(STRANGER, p.bond);
        return consensus.join{value: p.bond}(owner);
    }

    function lie() private {
        bytes32 task = sealedTask(3, minimumFee(3) + 1);
        commit(task, 0, LIE);
        commitAll(task, 1, 3, TRUTH);
        reveal(task, 0, LIE);
        revealAll(task, 1, 3, TRUTH);
    }
}
