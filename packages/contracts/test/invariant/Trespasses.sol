// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {MoneyActions} from "./MoneyActions.sol";

/// @notice What must not work with seats, places and money, in whatever state the contract is: each attempt is refused,
/// and for its own reason.
abstract contract Trespasses is MoneyActions {
    function refused(string memory name, address by, bytes memory call, bytes4 why) internal {
        vm.prank(by, by);
        (bool done, bytes memory reason) = address(consensus).call(call);
        if (done || bytes4(reason) != why) {
            assertTrue(!done, string.concat(name, " is refused"));
            assertTrue(false, string.concat(name, " is refused for its reason"));
        }
        count(name);
    }

    /* SEATS */

    function trespassOnSeat(uint256 dice) external {
        (bool exists, uint16 seat) = suspect(dice);
        bytes memory take = abi.encodeCall(consensus.withdraw, ());
        refused("withdrawNothing", STRANGER, take, IConsensusErrors.NothingToWithdraw.selector);
        if (!exists) return;
        _withdrawWrongly(seat);
        _joinTwice(seat);
        address owner = seats[seat].owner;
        if (rewardsOf(seat) == 0) {
            bytes memory claim_ = abi.encodeCall(consensus.claim, (seat));
            refused("claimStake", owner, claim_, IConsensusErrors.NothingToClaim.selector);
        }
        if (!isStaying(seat)) _leaveTwice(seat, owner);
        _rotateTooSoon(dice);
    }

    /// @dev Half of the time one that leaves.
    function suspect(uint256 dice) internal view returns (bool exists, uint16 seat) {
        if (dice % 4 == 0) (exists, seat) = deadSeat(dice);
        if (!exists && dice % 2 == 0) (exists, seat) = leavingSeat(dice);
        if (!exists) (exists, seat) = anySeat(dice);
    }

    function _rotateTooSoon(uint256 dice) private {
        uint16 seat = uint16(dice % seats.length);
        for (uint256 i; i < seats.length && (!isStaying(seat) || mayRotate(seat)); ++i) {
            seat = uint16((seat + 1) % seats.length);
        }
        if (!isStaying(seat) || mayRotate(seat)) return;
        address owner = seats[seat].owner;
        bytes memory rotate = abi.encodeCall(consensus.setSigner, (seat, STRANGER, 0, 0));
        refused("rotateTooSoon", owner, rotate, IConsensusErrors.RotationTooSoon.selector);
    }

    function _withdrawWrongly(uint16 seat) internal {
        bytes memory call = abi.encodeCall(consensus.withdrawSeat, (seat));
        address owner = seats[seat].owner;
        if (seats[seat].to == 0) {
            refused("withdrawStaying", owner, call, IConsensusErrors.SeatNotLeaving.selector);
        } else if (isPlaced(seat)) {
            refused("withdrawPlaced", owner, call, IConsensusErrors.SeatPlaced.selector);
        } else if (now_() < availableAt(seat)) {
            refused("withdrawEarly", owner, call, IConsensusErrors.SeatLocked.selector);
        }
        refused("withdrawAnothers", STRANGER, call, IConsensusErrors.NotSeatOwner.selector);
    }

    function _joinTwice(uint16 seat) private {
        bytes memory call = abi.encodeCall(consensus.join, (seats[seat].owner, p.bond));
        refused("joinTwice", seats[seat].signer, call, IConsensusErrors.SignerTaken.selector);
        address former = seats[seat].formerSigner;
        if (former != address(0)) refused("joinWithFormerKey", former, call, IConsensusErrors.SignerTaken.selector);
    }

    function _leaveTwice(uint16 seat, address owner) private {
        bytes4 why = IConsensusErrors.SeatLeaving.selector;
        refused("exitTwice", owner, abi.encodeCall(consensus.exit, (seat)), why);
        refused("topUpLeaving", owner, abi.encodeCall(consensus.topUp, (seat, 1)), why);
    }

    /* PLACES */

    function trespassOnPlace(uint256 dice, uint256 which) external {
        (bool exists, uint16 seat) = which % 3 == 0 ? unplacedSeat(dice) : suspect(dice);
        if (!exists) return;
        _placeWrongly(seat, which % LISTS);
        _changeWrongly(seat, seats[seat].owner);
    }

    function _placeWrongly(uint16 seat, uint256 list) internal {
        ListSpec storage l = lists[list];
        bytes memory offer_ = abi.encodeCall(consensus.offer, (seat, l.model, l.author, l.authorBps, 0));
        address owner = seats[seat].owner;
        if (!isStaying(seat)) {
            refused("offerLeaving", owner, offer_, IConsensusErrors.SeatLeaving.selector);
        } else if (isPlaced(seat)) {
            refused("offerTwice", owner, offer_, IConsensusErrors.SeatPlaced.selector);
            refused("offerAnothers", STRANGER, offer_, IConsensusErrors.NotSeatOwner.selector);
        } else if (!isOpenTo(list)) {
            refused("offerWhereFull", owner, offer_, IConsensusErrors.EntranceClosed.selector);
        } else if (!mayOffer(seat, list)) {
            refused("offerPoor", owner, offer_, IConsensusErrors.BalanceTooLow.selector);
        }
    }

    function _changeWrongly(uint16 seat, address owner) internal {
        bytes memory reprice_ = abi.encodeCall(consensus.reprice, (seat, 1));
        bytes memory prune_ = abi.encodeCall(consensus.prune, (seat));
        bytes memory back = abi.encodeCall(consensus.withdrawOffer, (seat));
        if (!isPlaced(seat)) {
            refused("withdrawNoOffer", owner, back, IConsensusErrors.SeatNotPlaced.selector);
            refused("pruneUnplaced", STRANGER, prune_, IConsensusErrors.SeatNotPlaced.selector);
            if (isStaying(seat)) refused("repriceUnplaced", owner, reprice_, IConsensusErrors.SeatNotPlaced.selector);
        } else if (isStaying(seat)) {
            refused("pruneStaying", STRANGER, prune_, IConsensusErrors.NotPrunable.selector);
        } else {
            refused("repriceLeaving", owner, reprice_, IConsensusErrors.SeatLeaving.selector);
        }
    }
}
