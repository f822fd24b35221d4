// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Parameters, Seed, State, Task, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

contract CancelTest is SeatSteps {
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;
    uint32 private constant TIP = 12_345;

    function defaultParameters() internal view override returns (Parameters memory parameters) {
        parameters = super.defaultParameters();
        parameters.slashBps = 5_000;
    }

    function seatsAtStart() internal pure override returns (uint256) {
        return 16;
    }

    function setUp() public override {
        super.setUp();
        vm.etch(HISTORY, "");
    }

    /* WHAT NOBODY CAN COMPUTE */

    function test_cancel_whenTooFewSeatsStay(uint256 size, uint256 share, address caller) public {
        putOut(4);
        Order memory order = orderOf(uint8(bound(size, 13, 15)));
        order.share = uint64(bound(share, p.minimumShare, hardSlash()));
        Terms memory terms = ask(order);
        vm.prank(caller);
        givesBack(terms, feeOf(order));
    }

    /// @dev Whoever posted the round did its work: the tip is its.
    function test_cancel_paysTheTipOfARoundThatCame() public {
        putOut(4);
        Order memory order = beaconOrder(15);
        Terms memory terms = ask(order);
        vm.expectEmit(address(consensus));
        emit ITasks.RoundTipPaid(idOf(terms), address(this), TIP);
        givesBack(terms, feeOf(order) - TIP);
        assertEq(consensus.credit(address(this)), TIP, "the tip");
    }

    function test_cancel_whenTheHashIsOutOfReach(uint256 blocks, uint256 size) public {
        Order memory order = orderOf(uint8(bound(size, 3, 15)));
        Terms memory terms = ask(order);
        vm.roll(taskOf(terms).addedIn + bound(blocks, 257, 1_000_000));
        givesBack(terms, feeOf(order));
    }

    /// @dev The round came late, the block's hash was gone.
    function test_cancel_ofABeaconsTaskWhenTheHashIsOutOfReach(uint256 blocks) public {
        Terms memory terms = ask(beaconOrder(7));
        vm.roll(taskOf(terms).addedIn + bound(blocks, 257, 1_000_000));
        givesBack(terms, feeOf(terms.order) - TIP);
    }

    function test_cancel_onceListsHaveMovedOn(uint256 late) public {
        Terms memory terms = ask(7);
        vm.warp((taskOf(terms).addedAt / p.epoch + 2) * p.epoch + bound(late, 0, 365 days));
        givesBack(terms, feeOf(terms.order));
    }

    /// @dev Nobody who has nothing to do with a task changes whether it can be cancelled: seats that are put out after
    /// it was added stay in its committee.
    function test_cancel_revertsWhenSeatsWerePutOutLater() public {
        Terms memory terms = ask(15);
        putOut(4);
        known(terms);
    }

    /* REVERTS */

    function test_cancel_revertsForAnUnknownTask(address requester) public {
        Terms memory terms = Terms(requester, orderOf(3));
        expectError(abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, idOf(terms)));
        consensus.cancel(terms);
    }

    function test_cancel_revertsForADecidedTask() public {
        Terms memory terms = ask(3);
        settled(terms);
        notOpen(terms, State.Decided);
    }

    function test_cancel_revertsASecondTime() public {
        Terms memory terms = ask(3);
        vm.roll(taskOf(terms).addedIn + 257);
        consensus.cancel(terms);
        notOpen(terms, State.Undecided);
    }

    /// @dev Not by the requester, either: the committee may be at work.
    function test_cancel_revertsWhileTheCommitteeIsKnown(uint256 size, bool byBeacon, uint256 blocks) public {
        Order memory order = byBeacon ? beaconOrder(3) : orderOf(3);
        order.committeeSize = uint8(bound(size, 3, 15));
        Terms memory terms = ask(order);
        vm.roll(taskOf(terms).addedIn + bound(blocks, 1, 256));
        vm.setBlockhash(taskOf(terms).addedIn, keccak256("still known"));
        vm.prank(REQUESTER);
        known(terms);
    }

    /// @dev Whoever was drawn may have committed.
    function test_cancel_revertsOnceItWasDrawn(uint256 blocks, uint256 late) public {
        Terms memory terms = ask(3);
        consensus.draw(terms);
        vm.roll(taskOf(terms).addedIn + bound(blocks, 257, 1_000_000));
        skip(bound(late, 0, 365 days));
        known(terms);
    }

    /// @dev Without its round it cannot be cancelled; once it is dead, `finalize` gives everything back.
    function test_cancel_revertsWithoutARound(uint256 late) public {
        Terms memory terms = Terms(REQUESTER, beaconOrder(7));
        TaskId task = add(terms.order);
        vm.roll(taskOf(terms).addedIn + 1_000);
        skip(bound(late, p.epoch, 365 days));
        bytes memory reason =
            abi.encodeWithSelector(IConsensusErrors.SeedNotReady.selector, task, consensus.roundOf(task));
        expectError(reason);
        consensus.cancel(terms);
        vm.expectEmit(address(consensus));
        emit ITasks.RoundTipReturned(task, REQUESTER, TIP);
        consensus.finalize(task);
        assertEq(consensus.credit(REQUESTER), feeOf(terms.order), "all of it, the tip too");
    }

    /* HELPERS */

    function beaconOrder(uint8 size) private returns (Order memory order) {
        order = orderOf(size);
        (order.seed, order.roundTip) = (Seed.Beacon, TIP);
        noteAccount(address(this));
    }

    function putOut(uint256 count) private {
        for (uint16 seat; seat < count; ++seat) {
            eject(seat);
        }
        nextBlock();
    }

    /// @dev The caller may be pranked.
    function givesBack(Terms memory terms, uint256 refund) private {
        TaskId task =
            TaskId.wrap(keccak256(abi.encode(block.chainid, address(consensus), terms.requester, terms.order)));
        vm.expectEmit(address(consensus));
        emit ITasks.Undecided(task, REQUESTER, uint256(terms.order.committeeSize) * terms.order.share, 0, 0);
        consensus.cancel(terms);
        Task memory t = consensus.getTask(task);
        assertEq(uint256(t.state), uint256(State.Undecided), "undecided");
        assertTrue(t.closed && t.roundTip == 0, "everything is paid");
        assertEq(consensus.credit(REQUESTER), refund, "all of it");
    }

    function known(Terms memory terms) private {
        TaskId task =
            TaskId.wrap(keccak256(abi.encode(block.chainid, address(consensus), terms.requester, terms.order)));
        expectError(abi.encodeWithSelector(IConsensusErrors.CommitteeKnown.selector, task));
        consensus.cancel(terms);
    }

    function notOpen(Terms memory terms, State state) private {
        expectError(abi.encodeWithSelector(IConsensusErrors.TaskNotOpen.selector, idOf(terms), state));
        consensus.cancel(terms);
    }
}
