// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Network} from "../Network.sol";

/// @notice Attacks by tasks that are made to hurt: what each costs its maker, and what it costs others.
contract MoneyTest is Network {
    /// @dev Two colluding members and an honest one, at the least share.
    function threeVotes(Digest one, Digest two) private pure returns (Digest[] memory outputs) {
        outputs = new Digest[](3);
        (outputs[0], outputs[1], outputs[2]) = (one, one, two);
    }

    /* A3, A4: BLEEDING, AND SEATS THAT DO NOT SERVE */

    /// @dev A prompt that nobody else can fetch: absence costs nothing in lane 1, and half a least share in the court.
    function test_A3_bleedingCostsItsMakerMoreThanOthers() public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        Committee committee = committeeOf(terms);
        Digest[] memory outputs = outputsOf(7, TRUTH);
        (outputs[5], outputs[6]) = (Digest.wrap(0), Digest.wrap(0));
        uint64 before = balanceOf(seats[6]);
        judged(terms, outputs);
        vm.warp(deadAt(terms));
        consensus.close(idOf(terms), committee);
        uint256 lost = before - balanceOf(seats[6]);
        assertEq(lost, softSlash(), "half a least share");
        // The maker's own five are paid; two shares of the fee are gone for good.
        assertGt(2 * uint256(terms.order.share), 2 * lost, "it cost more than it took");
    }

    function test_A3_absenceCostsNothingInLaneOne() public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        Committee committee = committeeOf(terms);
        Digest[] memory outputs = outputsOf(7, TRUTH);
        (outputs[5], outputs[6]) = (Digest.wrap(0), Digest.wrap(0));
        uint64 before = balanceOf(seats[6]);
        consensus.settle(settlementOf(terms, outputs));
        vm.warp(deadAt(terms));
        consensus.close(idOf(terms), committee);
        assertEq(balanceOf(seats[6]), before, "nothing");
    }

    /// @dev Only who serves a model is drawn for it.
    function test_P1_nobodyIsDrawnForAModelThatItNeverOffered() public {
        Digest other = Digest.wrap(keccak256("another model"));
        for (uint256 i = 100; i < 105; ++i) {
            offer(join(i), other, 0);
        }
        nextEpoch();
        Order memory order = orderOf(5);
        order.model = other;
        uint16[] memory seats = seatsOf(ask(order));
        for (uint256 member; member < 5; ++member) {
            assertGe(seats[member], 24, "one of the five");
        }
    }

    function test_P1_aModelThatNobodyServesCostsNothing() public {
        Order memory order = orderOf(3);
        order.model = Digest.wrap(keccak256("nobody's"));
        payingPrank(REQUESTER, feeOf(order));
        expectError(abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, 0, 3));
        consensus.addTask{value: valueOf(feeOf(order))}(order);
    }

    /* A5: RETRIES */

    /// @dev An unlucky draw is not refunded whole once anybody worked: each try costs what blockers forgo.
    function test_A5_aTryCostsWhatBlockersForgo() public {
        Terms memory terms = ask(7);
        Digest[] memory outputs = outputsOf(7, TRUTH);
        for (uint256 member = 4; member < 7; ++member) {
            outputs[member] = LIE;
        }
        judged(terms, outputs);
        vm.warp(revealEnd(terms));
        assertState(terms, State.Open);
        consensus.finalize(idOf(terms));
        uint256 kept = 3 * uint256(softSlash());
        assertEq(consensus.credit(REQUESTER), feeOf(terms.order) - kept, "three of seven can block");
    }

    /* S8, S12: BURNING REQUESTERS */

    /// @dev Blockers forgo a share each, less the treasury's cut: more than what the requester loses.
    function test_S8_blockersLoseMoreThanTheyBurn() public {
        Terms memory terms = ask(3);
        judged(terms, threeVotes(Digest.wrap(0), TRUTH));
        vm.warp(revealEnd(terms));
        consensus.finalize(idOf(terms));
        uint256 burnt = feeOf(terms.order) - consensus.credit(REQUESTER);
        uint256 forgone = 2 * uint256(terms.order.share) * (10_000 - p.protocolFeeBps) / 10_000;
        assertLt(burnt, forgone, "less than they would have earned");
    }

    /// @dev A quorum for `UNAVAILABLE` gets a third of what it burns, and less than it would have earned.
    function test_S12_sayingUnavailableEarnsLessThanWorking() public {
        Terms memory terms = ask(3);
        uint16[] memory seats = seatsOf(terms);
        uint64 before = balanceOf(seats[0]);
        consensus.settle(settlementOf(terms, threeVotes(UNAVAILABLE, TRUTH)));
        uint256 earned = balanceOf(seats[0]) - before;
        uint256 burnt = feeOf(terms.order) - consensus.credit(REQUESTER);
        uint256 forgone = 2 * (uint256(terms.order.share) - earned);
        assertEq(earned, 2 * uint256(softSlash()) / 3, "a third of what is kept");
        assertLt(burnt, forgone, "it costs its voters more than the requester");
    }

    /* N1: CHANCE QUORUMS */

    /// @dev A chance quorum takes two least shares from an honest seat: thousands of them would be needed to put it
    /// out.
    function test_N1_aChanceQuorumTakesLittle() public {
        Terms memory terms = ask(3);
        uint16[] memory seats = seatsOf(terms);
        uint64 before = balanceOf(seats[2]);
        consensus.settle(settlementOf(terms, threeVotes(LIE, TRUTH)));
        uint256 lost = before - balanceOf(seats[2]);
        assertEq(lost, 2 * uint256(p.minimumShare), "the share and a least one");
        assertGt(uint256(p.bond) / 2 / lost, 2_000, "so many in a row, each of them appealable");
        assertEq(consensus.heldOf(idOf(terms)), lost, "and given back by an appeal");
    }

    /* A6: DEAD PLACES */

    /// @dev Seats that left are no gap in the list: a draw reads as many places as it asks for.
    function test_A6_leavingLeavesNoGaps() public {
        for (uint16 seat; seat < 19; ++seat) {
            vm.prank(consensus.getSeat(seat).signer);
            consensus.exit(seat);
        }
        nextEpoch();
        assertEq(consensus.placesOf(listOf(MODEL), 0, false).length, 5, "five are left");
        for (uint256 i; i < 20; ++i) {
            settled(ask(5));
        }
    }

    /* A7: A RENTED MAJORITY */

    /// @dev One more place an epoch: to go from 24 honest places to a foreign majority takes 25 epochs and their fees.
    function test_A7_aMajorityIsNotRentedForADay() public {
        nextEpoch();
        uint256 paid;
        for (uint256 i = 100; i < 105; ++i) {
            uint16 seat = join(i);
            uint64 before = balanceOf(seat);
            offer(seat, 0);
            paid += before - balanceOf(seat);
            refuseSecond(i + 100);
            nextEpoch();
        }
        assertEq(consensus.placesOf(listOf(MODEL), 0, false).length, 29, "five in five epochs");
        assertGt(paid, 5 * uint256(p.bond) / 50, "each dearer than the one before");
        assertGe(uint256(p.minimumStay), 30 days, "and their bonds stay");
    }

    function refuseSecond(uint256 i) private {
        uint16 seat = join(i);
        address signer = consensus.getSeat(seat).signer;
        uint256 opensAt = (vm.getBlockTimestamp() / p.epoch + 1) * p.epoch;
        expectError(abi.encodeWithSelector(IConsensusErrors.EntranceClosed.selector, listOf(MODEL), opensAt));
        vm.prank(signer);
        consensus.offer(seat, MODEL, address(0), 0, 0);
    }

    /* A14, A20 */

    /// @dev Whoever shows its own lie gets back less than a tenth of what it costs.
    function test_A20_showingOnesOwnLieDoesNotPay() public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        Committee committee = settled(terms);
        uint64 before = balanceOf(seats[0]);
        vm.prank(STRANGER);
        consensus.punish(contradictionOf(terms, committee, 0, LIE));
        uint256 lost = before - balanceOf(seats[0]);
        assertLe(10 * consensus.credit(STRANGER), lost, "a tenth at most");
    }

    /// @dev Requests that nobody can fetch pay those who had to say so.
    function test_A14_spamOfUnavailableInputsIsPaidFor() public {
        Terms memory terms = ask(15);
        uint16[] memory seats = seatsOf(terms);
        uint64 before = balanceOf(seats[0]);
        consensus.settle(settlementOf(terms, UNAVAILABLE));
        assertGt(balanceOf(seats[0]), before, "each is paid a part");
        assertLt(consensus.credit(REQUESTER), feeOf(terms.order), "by the requester");
    }

    /// @dev A withheld vote is unrevealed at the end of reveals, never earlier.
    function test_S10_nobodyHasWithheldBeforeRevealsAreOver() public {
        Terms memory terms = ask(3);
        TaskId task = idOf(terms);
        uint16[] memory seats = seatsOf(terms);
        Committee committee = committeeOf(terms);
        commitAll(terms, outputsOf(3, TRUTH));
        uint64 before = balanceOf(seats[2]);
        for (uint8 member; member < 2; ++member) {
            consensus.reveal(task, member, TRUTH, saltOf(task, member));
        }
        assertOutput(terms, TRUTH);
        vm.warp(revealEnd(terms) - 1);
        uint256 diesAt = deadAt(terms);
        expectError(abi.encodeWithSelector(IConsensusErrors.TaskAlive.selector, task, diesAt));
        consensus.close(task, committee);
        consensus.reveal(task, 2, TRUTH, saltOf(task, 2));
        assertEq(balanceOf(seats[2]), before + terms.order.share, "late, and paid");
    }

    /* WHAT NOBODY PAID IN, AND WHAT DOES NOT FIT */

    function test_forced_ether(uint256 amount) public {
        forced = bound(amount, 1, type(uint96).max);
        vm.deal(address(consensus), address(consensus).balance + forced);
        Terms memory terms = ask(3);
        uint16[] memory seats = seatsOf(terms);
        uint64 before = balanceOf(seats[0]);
        settled(terms);
        assertEq(balanceOf(seats[0]), before + terms.order.share, "a share is a share");
    }

    /// @dev A seat that was filled up to the brim earns nothing more, and stops nobody from deciding.
    function test_a_full_seat_blocks_no_decision() public {
        Terms memory terms = ask(3);
        uint16[] memory seats = seatsOf(terms);
        uint64 room = type(uint56).max - balanceOf(seats[0]);
        payingPrank(STRANGER, room);
        consensus.topUp{value: valueOf(room)}(seats[0], room);
        uint256 owed = consensus.owedSink();
        settled(terms);
        assertEq(balanceOf(seats[0]), type(uint56).max, "full");
        assertEq(consensus.owedSink() - owed, terms.order.share, "the sink's");
    }

    /// @dev In the end it is, and costs more than it could have earned.
    function test_withheld_costsMoreThanTheShare() public {
        Terms memory terms = ask(3);
        TaskId task = idOf(terms);
        uint16[] memory seats = seatsOf(terms);
        Committee committee = committeeOf(terms);
        commitAll(terms, outputsOf(3, TRUTH));
        uint64 before = balanceOf(seats[2]);
        for (uint8 member; member < 2; ++member) {
            consensus.reveal(task, member, TRUTH, saltOf(task, member));
        }
        vm.warp(deadAt(terms));
        consensus.close(task, committee);
        assertEq(balanceOf(seats[2]), before - lieCost(terms.order.share), "withheld");
        assertGt(lieCost(terms.order.share), terms.order.share, "more than its share");
        noteAccount(address(this));
    }
}
