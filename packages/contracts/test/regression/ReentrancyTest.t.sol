// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Committee} from "../../src/types/Committee.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Reentrant} from "../support/Reentrant.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice Receivers that call back while they are being paid, or refuse to be.
contract ReentrancyTest is TaskSteps {
    Reentrant private reentrant;

    function setUp() public override {
        super.setUp();
        reentrant = new Reentrant();
        noteAccount(address(reentrant));
    }

    /// @dev Puts the code where money goes.
    function become(address receiver) private {
        vm.etch(receiver, address(reentrant).code);
        reentrant = Reentrant(payable(receiver));
    }

    /// @dev Makes the call, and the inner one in between.
    function paysOnce(bytes memory call_, bytes memory inner, uint256 units, bytes memory reason) private {
        (uint256 before, uint256 held) = (address(reentrant).balance, address(consensus).balance);
        assertGt(units, 0, "something is owed");
        reentrant.start(address(consensus), call_, inner);
        assertEq(reentrant.reentered(), true, "it did call back");
        assertEq(reentrant.reason(), reason, "and was refused");
        assertEq(address(reentrant).balance - before, units * p.unit, "paid once");
        assertEq(held - address(consensus).balance, units * p.unit, "no more left");
    }

    /* OWNERS */

    function leaver() private returns (uint16 seat) {
        seat = 4;
        exit(seat);
        skip(p.minimumStay + p.unbondingPeriod + uint256(p.epoch));
        become(holderOf(seat));
    }

    function test_reentrant_owner_withdrawSeat() public {
        uint16 seat = leaver();
        bytes memory call_ = abi.encodeCall(consensus.withdrawSeat, (seat));
        paysOnce(call_, call_, balanceOf(seat), abi.encodeWithSelector(IConsensusErrors.SeatUnknown.selector, seat));
    }

    function test_reentrant_owner_withdrawSeat_then_claim() public {
        uint16 seat = leaver();
        bytes memory call_ = abi.encodeCall(consensus.withdrawSeat, (seat));
        bytes memory inner = abi.encodeCall(consensus.claim, (seat));
        paysOnce(call_, inner, balanceOf(seat), abi.encodeWithSelector(IConsensusErrors.SeatUnknown.selector, seat));
    }

    function test_reentrant_owner_claim() public {
        uint16 seat = earn(hardSlash());
        uint64 rewards = rewardsOf(seat);
        become(holderOf(seat));
        bytes memory call_ = abi.encodeCall(consensus.claim, (seat));
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.NothingToClaim.selector, seat);
        paysOnce(call_, call_, rewards - rewards * p.protocolFeeBps / 10_000, reason);
    }

    /* CREDITS */

    function test_reentrant_requester() public {
        Order memory order = orderOf(3);
        add(order, address(reentrant));
        Terms memory terms = Terms(address(reentrant), order);
        vm.warp(revealEnd(terms));
        consensus.finalize(idOf(terms));
        withdrawsOnce(feeOf(order));
    }

    function test_reentrant_reporter() public {
        Terms memory terms = ask(3);
        Committee committee = settled(terms);
        reentrant.start(
            address(consensus), abi.encodeCall(consensus.punish, (contradictionOf(terms, committee, 0, LIE))), ""
        );
        withdrawsOnce(bountyOf(lieCost(terms.order.share)));
    }

    function withdrawsOnce(uint256 units) private {
        assertEq(consensus.credit(address(reentrant)), units, "owed");
        bytes memory call_ = abi.encodeCall(consensus.withdraw, ());
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.NothingToWithdraw.selector, address(reentrant));
        paysOnce(call_, call_, units, reason);
    }

    /// @dev While it is paid for one overturn, it asks for the same overturn again.
    function test_reentrant_appellant() public {
        Terms memory terms = ask(3);
        settled(terms, outputsOf(3, LIE));
        (, Committee committee) = answeredAppeal(terms, TRUTH);
        (TaskId task, uint256 deposit) = (idOf(terms), consensus.getAppeal(idOf(terms)).deposit);
        consensus.conclude(task, committee);
        become(STRANGER);
        uint256 owed = consensus.credit(STRANGER);
        assertGt(owed, deposit, "deposit and reward");
        bytes memory again = abi.encodeCall(consensus.conclude, (task, committee));
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.AlreadyConcluded.selector, task);
        paysOnce(abi.encodeCall(consensus.withdraw, ()), again, owed, reason);
    }

    /// @dev A requester is told nothing when its task is refunded, in any of the ways: it has to come and ask.
    function test_no_callback_to_a_requester() public {
        Terms[3] memory terms;
        for (uint256 i; i < 3; ++i) {
            terms[i] = Terms(address(reentrant), orderOf(3));
            add(terms[i].order, address(reentrant));
        }
        nextBlock();
        consensus.settle(settlementOf(terms[0], UNAVAILABLE));
        vm.warp(revealEnd(terms[1]));
        consensus.finalize(idOf(terms[1]));
        vm.roll(vm.getBlockNumber() + 10_000);
        consensus.cancel(terms[2]);
        uint256 fees = 3 * feeOf(terms[0].order);
        assertEq(consensus.credit(address(reentrant)), fees - keptOf(3), "credited");
        assertEq(reentrant.reentered(), false, "and not called");
    }

    /* WHAT IS LEFT */

    function test_reentrant_treasury() public {
        claim(earn(hardSlash()));
        become(TREASURY);
        bytes memory call_ = abi.encodeCall(consensus.sweepTreasury, ());
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.NothingToWithdraw.selector, TREASURY);
        paysOnce(call_, call_, consensus.owedTreasury(), reason);
    }

    function test_reentrant_sink() public {
        become(SINK);
        bytes memory call_ = abi.encodeCall(consensus.sweepSink, ());
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.NothingToWithdraw.selector, SINK);
        paysOnce(call_, call_, consensus.owedSink(), reason);
    }

    /* WHO REFUSES */

    function test_reverting_sink_cannot_block_treasury() public {
        claim(earn(hardSlash()));
        refuse(SINK);
        uint256 owed = consensus.owedTreasury();
        consensus.sweepTreasury();
        assertEq(assetOf(TREASURY), owed * p.unit, "paid");
        uint256 due = consensus.owedSink();
        expectError(abi.encodeWithSelector(IConsensusErrors.TransferFailed.selector, SINK, due * p.unit));
        consensus.sweepSink();
        assertEq(consensus.owedSink(), due, "and still owed");
    }

    function test_reverting_treasury_cannot_block_sink() public {
        claim(earn(hardSlash()));
        refuse(TREASURY);
        uint256 owed = consensus.owedSink();
        consensus.sweepSink();
        assertEq(assetOf(SINK), owed * p.unit, "paid");
        uint256 due = consensus.owedTreasury();
        expectError(abi.encodeWithSelector(IConsensusErrors.TransferFailed.selector, TREASURY, due * p.unit));
        consensus.sweepTreasury();
    }

    /// @dev A requester that refuses ether still cannot keep a task from closing.
    function test_reverting_requester_cannot_block_its_task() public {
        Terms memory terms = ask(3);
        refuse(REQUESTER);
        vm.warp(revealEnd(terms));
        consensus.finalize(idOf(terms));
        assertState(terms, State.Undecided);
        uint256 owed = consensus.credit(REQUESTER);
        vm.prank(REQUESTER);
        expectError(abi.encodeWithSelector(IConsensusErrors.TransferFailed.selector, REQUESTER, owed * p.unit));
        consensus.withdraw();
        assertEq(owed, feeOf(terms.order), "credited");
    }

    /// @dev A winner that refuses ether still cannot keep the others from being paid.
    function test_reverting_owner_cannot_block_a_decision() public {
        Terms memory terms = ask(3);
        uint16[] memory seats = seatsOf(terms);
        refuse(holderOf(seats[0]));
        uint64 before = balanceOf(seats[1]);
        settled(terms);
        assertEq(balanceOf(seats[1]), before + terms.order.share, "paid");
    }
}
