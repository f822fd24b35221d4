// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice Attacks on who is drawn.
contract PlacesTest is TaskSteps {
    Digest private constant OTHER = Digest.wrap(keccak256("another model"));

    /// @dev Serves another model, from the next epoch on.
    function serve(uint256 first, uint256 count, Digest model, uint8 class) private {
        for (uint256 i; i < count; ++i) {
            offer(join(first + i), model, class);
        }
        nextEpoch();
    }

    function orderFor(Digest model, uint8 size) private returns (Order memory order) {
        order = orderOf(size);
        order.model = model;
    }

    /* A4: SEATS THAT DO NOT SERVE */

    /// @dev Two thirds of all seats do not serve the model: each of its tasks is decided all the same, none of them
    /// is drawn, and none loses anything, in lane 1 or in the court. The asker pays whole fees for nothing.
    function test_A4_seatsThatServeAnotherModelLoseNothing() public {
        serve(100, 12, OTHER, 0);
        uint64[24] memory before;
        for (uint16 seat; seat < 24; ++seat) {
            before[seat] = balanceOf(seat);
        }
        uint256 asked;
        for (uint256 i; i < 10; ++i) {
            Terms memory terms = ask(orderFor(OTHER, 7));
            asked += feeOf(terms.order);
            if (i % 2 == 0) settled(terms);
            else judged(terms, outputsOf(7, TRUTH));
            assertOutput(terms, TRUTH);
        }
        for (uint16 seat; seat < 24; ++seat) {
            assertEq(balanceOf(seat), before[seat], "not their model");
        }
        assertEq(consensus.credit(REQUESTER), 0, "nothing of the fees came back");
        assertEq(asked, 70 * uint256(p.minimumShare), "whole fees");
    }

    /* S1: WHAT LISTS REMEMBER */

    /// @dev Who comes, goes and changes its price in the task's epoch, and in the next, changes no committee of it.
    function test_S1_listsRememberTwoEpochs(uint256 time) public {
        Order memory order = orderOf(7);
        vm.warp((epochNow() + 1) * p.epoch - 10);
        Terms memory terms = ask(order);
        uint16[] memory seats = seatsOf(terms);
        change(seats[0], seats[1], 300);
        assertEq(abi.encode(seatsOf(terms)), abi.encode(seats), "in its epoch");
        nextEpoch();
        change(seats[2], seats[3], 301);
        vm.warp(bound(time, vm.getBlockTimestamp(), (epochNow() + 1) * p.epoch - 1));
        assertEq(abi.encode(seatsOf(terms)), abi.encode(seats), "and in the next");
    }

    function change(uint16 leaver, uint16 dearer, uint256 newcomer) private {
        exit(leaver);
        vm.prank(signerOf(dearer));
        consensus.reprice(dearer, 3);
        uint16 seat = join(newcomer);
        if (consensus.getList(listOf(MODEL)).open != 0) offer(seat, 0);
    }

    /* S2: FIRST SEATS */

    /// @dev Whoever opens a list is not drawn alone from it before others could enter.
    function test_S2_firstSeatsCountFromTheNextEpoch() public {
        for (uint256 i = 100; i < 103; ++i) {
            offer(join(i), OTHER, 0);
        }
        Order memory order = orderFor(OTHER, 3);
        refusesFor(order, 0, 3);
        nextEpoch();
        settled(ask(order));
    }

    /* S3, S5: MANY PLACES FOR ONE BOND */

    function test_S3_aSeatHasOnePlace() public {
        address signer = signerOf(0);
        vm.prank(signer);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatPlaced.selector, 0, listOf(MODEL)));
        consensus.offer(0, OTHER, address(0), 0, 0);
    }

    /// @dev Who moves leaves the list it was in; a seat that is put out leaves one list, however many it was in.
    function test_S5_oneBondAnswersForOneListAtATime() public {
        serve(100, 3, OTHER, 0);
        withdrawOffer(0);
        uint64 before = balanceOf(0);
        offer(0, OTHER, 0);
        assertGe(before - balanceOf(0), entranceFee(), "each move costs an entrance");
        assertIn(MODEL, false, true);
        assertIn(OTHER, false, false);
        nextEpoch();
        assertIn(MODEL, false, false);
        assertIn(OTHER, false, true);
    }

    /// @dev Whether seat 0 is drawn for a model.
    function assertIn(Digest model, bool next, bool expected) private view {
        uint16[] memory places = consensus.placesOf(listOf(model), 0, next);
        assertEq(memberOf(0, places) != places.length, expected, "drawn for it");
    }

    /* S4: ASKS THAT FILTER */

    /// @dev Those who ask least are alone at the least share: an order says how many places it wants to reach, and
    /// paying the next class reaches all of them.
    function test_S4_askingLeastDoesNotChooseTheElectorate() public {
        Digest model = OTHER;
        for (uint256 i = 100; i < 105; ++i) {
            offer(join(i), model, 0);
        }
        serve(200, 20, model, 1);
        Order memory order = orderFor(model, 3);
        order.minimumPlaces = 20;
        refusesFor(order, 5, 20);
        order.share = consensus.priceOf(1);
        uint256 others;
        for (uint256 i; i < 20; ++i) {
            order.nonce = nextNonce++;
            uint16[] memory seats = seatsOf(ask(order));
            for (uint256 member; member < 3; ++member) {
                if (consensus.getSeat(seats[member]).class == 1) ++others;
            }
        }
        assertGt(others, 40, "four fifths of sixty, by chance a few less");
    }

    function refusesFor(Order memory order, uint256 places, uint256 needed) private {
        payingPrank(REQUESTER, feeOf(order));
        expectError(abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, places, needed));
        consensus.addTask{value: valueOf(feeOf(order))}(order);
    }
}
