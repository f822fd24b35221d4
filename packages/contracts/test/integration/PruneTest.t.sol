// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters, Seat, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {ListId} from "../../src/types/ListId.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

contract PruneTest is SeatSteps {
    function defaultParameters() internal view override returns (Parameters memory parameters) {
        parameters = super.defaultParameters();
        parameters.slashBps = 5_000;
    }

    function test_prune_takesThePlaceForABounty(uint256 which, uint256 later) public {
        uint16 seat = uint16(bound(which, 0, 23));
        eject(seat);
        skip(bound(later, 0, 30 days));
        Seat memory expected = consensus.getSeat(seat);
        uint64 bounty = hardSlash() / 10;
        vm.prank(STRANGER);
        vm.expectEmit(address(consensus));
        emit IPlaces.Pruned(seat, STRANGER, bounty);

        consensus.prune(seat);

        assertEq(consensus.credit(STRANGER), bounty, "credited");
        Seat memory s = consensus.getSeat(seat);
        expected.balance -= bounty;
        (expected.list, expected.class, expected.index) = (ListId.wrap(0), 0, 0);
        expected.heldUntil = s.heldUntil;
        assertEq(abi.encode(s), abi.encode(expected), "seat");
        assertEq(consensus.placesOf(listOf(MODEL), 0, true).length, 23, "the place is gone");
    }

    /// @dev Until then a draw passes over it.
    function test_prune_isNotNeededForDraws() public {
        eject(4);
        skip(1);
        for (uint256 i; i < 5; ++i) {
            uint16[] memory seats = seatsOf(ask(15));
            for (uint256 member; member < 15; ++member) {
                assertTrue(seats[member] != 4, "never drawn");
            }
        }
    }

    /// @dev A committee that was fixed before the prune stays what it was.
    function test_prune_changesNoCommittee(uint256 later) public {
        eject(4);
        Terms memory terms = ask(15);
        uint16[] memory before = seatsOf(terms);
        consensus.prune(4);
        skip(bound(later, 0, p.epoch));
        assertEq(abi.encode(seatsOf(terms)), abi.encode(before), "the same");
    }

    /* REVERTS */

    function test_prune_revertsForAFreeSlot(uint256 seat) public {
        seat = bound(seat, 24, type(uint16).max);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatUnknown.selector, seat));
        consensus.prune(uint16(seat));
    }

    function test_prune_revertsForASeatThatStays(uint256 which) public {
        uint16 seat = uint16(bound(which, 0, 23));
        expectError(abi.encodeWithSelector(IConsensusErrors.NotPrunable.selector, seat));
        consensus.prune(seat);
    }

    /// @dev After one lie it has seven tenths of its bond.
    function test_prune_revertsForASeatThatLostLess() public {
        lie(4);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotPrunable.selector, 4));
        consensus.prune(4);
    }

    /// @dev Who exits takes its place along.
    function test_prune_revertsAfterExit() public {
        exit(4);
        revertsUnplaced(4);
    }

    function test_prune_revertsASecondTime() public {
        eject(4);
        consensus.prune(4);
        noteAccount(address(this));
        revertsUnplaced(4);
    }

    function test_prune_revertsWithoutPlace() public {
        revertsUnplaced(join(24));
    }

    function revertsUnplaced(uint16 seat) private {
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatNotPlaced.selector, seat));
        consensus.prune(seat);
    }
}

/// @notice Where a seat holds its bond and no more.
contract BareBondPruneTest is SeatSteps {
    function defaultParameters() internal view override returns (Parameters memory parameters) {
        parameters = super.defaultParameters();
        parameters.slashBps = 5_000;
    }

    function stake() internal view override returns (uint64) {
        return p.bond + p.bond / 50;
    }

    function test_prune_paysNoMoreThanThereIs() public {
        eject(4);
        assertEq(balanceOf(4), 0, "all is lost");
        vm.prank(STRANGER);
        vm.expectEmit(address(consensus));
        emit IPlaces.Pruned(4, STRANGER, 0);

        consensus.prune(4);

        assertEq(consensus.credit(STRANGER), 0, "credited");
        assertEq(consensus.placesOf(listOf(MODEL), 0, true).length, 23, "the place is gone");
    }
}
