// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SeatActions} from "./SeatActions.sol";

/// @notice Places in two lists are taken, given up, re-priced and pruned.
abstract contract PlaceActions is SeatActions {
    /* OFFER */

    function offer(uint256 dice, uint256 list, uint256 class) external {
        (bool exists, uint16 seat) = unplacedSeat(dice);
        // Three in four into the first: it is to be large.
        list = list % 4 == 0 ? 1 : 0;
        if (exists && mayOffer(seat, list)) _offer(seat, list, uint8(class % CLASSES));
    }

    function unplacedSeat(uint256 dice) internal view returns (bool, uint16 seat) {
        for (uint256 i; i < seats.length; ++i) {
            seat = uint16((dice % seats.length + i) % seats.length);
            if (isStaying(seat) && !isPlaced(seat)) return (true, seat);
        }
        return (false, 0);
    }

    function isOpenTo(uint256 list) internal view returns (bool) {
        (uint256 entries,) = crowdOf(list);
        return entrances[list].openedIn == 0 || entries < limitOf(list, epochNow());
    }

    function mayOffer(uint16 seat, uint256 list) internal view returns (bool) {
        return isOpenTo(list) && stakeFor(seat, list) >= p.bond + entranceFeeOf(list);
    }

    /// @dev Rewards of another list leave first.
    function stakeFor(uint16 seat, uint256 list) internal view returns (uint256) {
        return moves(seat, list) ? seats[seat].balance - rewardsOf(seat) : seats[seat].balance;
    }

    function moves(uint16 seat, uint256 list) private view returns (bool) {
        return lastList[seat] != 0 && lastList[seat] != list + 1;
    }

    function _offer(uint16 seat, uint256 list, uint8 class) internal {
        ListSpec storage l = lists[list];
        vm.prank(class % 2 == 0 ? seats[seat].signer : seats[seat].owner);
        consensus.offer(seat, l.model, l.author, l.authorBps, class);
        if (moves(seat, list)) _leaveWithRewards(seat);
        uint64 fee = uint64(entranceFeeOf(list));
        seats[seat].balance -= fee;
        sink += fee;
        _enter(list);
        _enrol(seat, list, class);
        count("offer");
    }

    function _leaveWithRewards(uint16 seat) private {
        uint256 rewards = rewardsOf(seat);
        seats[seat].balance -= uint64(rewards);
        credits[seats[seat].owner] += _harvest(seat, rewards);
        count(rewards == 0 ? "moveList" : "moveListWithRewards");
    }

    /* CHANGE */

    /// @dev Seldom, too.
    function withdrawOffer(uint256 dice, uint256 by) external {
        (bool exists, uint16 seat) = anySeat(dice);
        if (exists && isPlaced(seat) && by % 6 == 0) _withdrawOffer(seat, by % 2 == 0);
    }

    function _withdrawOffer(uint16 seat, bool bySigner) internal {
        vm.prank(bySigner ? seats[seat].signer : seats[seat].owner);
        consensus.withdrawOffer(seat);
        _strike(seat);
        count("withdrawOffer");
    }

    function reprice(uint256 dice, uint256 class) external {
        (bool exists, uint16 seat) = anySeat(dice);
        if (exists && isStaying(seat) && isPlaced(seat)) _reprice(seat, uint8(class % CLASSES));
    }

    function _reprice(uint16 seat, uint8 class) private {
        vm.prank(seats[seat].signer);
        consensus.reprice(seat, class);
        _strike(seat);
        _enrol(seat, lastList[seat] - 1, class);
        count("reprice");
    }

    /* PRUNE */

    function prune(uint256 dice, uint256 person) external {
        (bool exists, uint16 seat) = deadSeat(dice);
        if (exists) _prune(seat, anyPerson(person));
    }

    function deadSeat(uint256 dice) internal view returns (bool, uint16 seat) {
        for (uint256 i; i < seats.length; ++i) {
            seat = uint16((dice % seats.length + i) % seats.length);
            if (isPlaced(seat) && seats[seat].to != 0) return (true, seat);
        }
        return (false, 0);
    }

    function _prune(uint16 seat, address by) internal {
        uint256 bounty = hardSlash() / 10;
        if (bounty > seats[seat].balance) bounty = seats[seat].balance;
        vm.prank(by);
        consensus.prune(seat);
        _strike(seat);
        seats[seat].balance -= uint64(bounty);
        credits[by] += bounty;
        count(bounty == 0 ? "pruneForNothing" : "prune");
    }
}
