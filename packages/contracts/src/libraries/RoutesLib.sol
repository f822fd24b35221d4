// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAppeals} from "../interfaces/IAppeals.sol";
import {ILateVotes} from "../interfaces/ILateVotes.sol";
import {IOrders} from "../interfaces/IOrders.sol";
import {IPlaces} from "../interfaces/IPlaces.sol";

/// @notice The parts of a deployment, by what they do.
struct Parts {
    address places;
    address lateVotes;
    address appeals;
    address orders;
    address lens;
}

/// @title RoutesLib
/// @notice Which part has a function that the contract itself has not.
library RoutesLib {
    /// @notice The part that changes something by this function; everything else is to be read.
    function partOf(Parts memory parts, bytes4 selector) internal pure returns (address) {
        if (_isOrder(selector)) return parts.orders;
        if (_isPlace(selector)) return parts.places;
        if (_isLateVote(selector)) return parts.lateVotes;
        if (_isAppeal(selector)) return parts.appeals;
        return parts.lens;
    }

    function _isOrder(bytes4 selector) private pure returns (bool) {
        return selector == IOrders.submitOrder.selector || selector == IOrders.submitOrders.selector
            || selector == IOrders.deposit.selector || selector == IOrders.withdraw.selector
            || selector == IOrders.authorize.selector || selector == IOrders.sweepTreasury.selector
            || selector == IOrders.sweepSink.selector;
    }

    function _isPlace(bytes4 selector) private pure returns (bool) {
        return selector == IPlaces.offer.selector || selector == IPlaces.withdrawOffer.selector
            || selector == IPlaces.prune.selector || selector == IPlaces.reprice.selector
            || selector == IPlaces.claim.selector || selector == IPlaces.join.selector
            || selector == IPlaces.topUp.selector || selector == IPlaces.setSigner.selector
            || selector == IPlaces.exit.selector || selector == IPlaces.withdrawSeat.selector;
    }

    function _isLateVote(bytes4 selector) private pure returns (bool) {
        return selector == ILateVotes.convene.selector || selector == ILateVotes.addVote.selector
            || selector == ILateVotes.punish.selector || selector == ILateVotes.close.selector;
    }

    function _isAppeal(bytes4 selector) private pure returns (bool) {
        return selector == IAppeals.appeal.selector || selector == IAppeals.conclude.selector
            || selector == IAppeals.release.selector;
    }
}
