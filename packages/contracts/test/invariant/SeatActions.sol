// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {Oracle} from "./Oracle.sol";

/// @notice Seats are taken, filled up, re-keyed, left and paid out.
abstract contract SeatActions is Oracle {
    uint16[] internal freeSlots;

    /* CHOICE */

    function anySeat(uint256 dice) internal view returns (bool, uint16 seat) {
        if (seats.length == 0) return (false, 0);
        seat = uint16(dice % seats.length);
        return (seats[seat].signer != address(0), seat);
    }

    /// @dev One that holds rewards, if there is one from that seat on.
    function richSeat(uint256 dice) internal view returns (bool, uint16 seat) {
        for (uint256 i; i < seats.length; ++i) {
            seat = uint16((dice % seats.length + i) % seats.length);
            if (rewardsOf(seat) != 0) return (true, seat);
        }
        return (false, 0);
    }

    /// @dev One that is on its way out, if there is one from that seat on.
    function leavingSeat(uint256 dice) internal view returns (bool, uint16 seat) {
        for (uint256 i; i < seats.length; ++i) {
            seat = uint16((dice % seats.length + i) % seats.length);
            if (seats[seat].to != 0) return (true, seat);
        }
        return (false, 0);
    }

    function isStaying(uint16 seat) internal view returns (bool) {
        return seats[seat].signer != address(0) && seats[seat].to == 0;
    }

    function isPlaced(uint16 seat) internal view returns (bool) {
        return !seats[seat].list.isNone();
    }

    /// @dev A key that holds no seat and answers for none.
    function freeSigner(uint256 dice) internal view returns (bool, address signer) {
        for (uint256 i; i < SIGNERS; ++i) {
            signer = signers[(dice % SIGNERS + i) % SIGNERS];
            (bool held,) = consensus.seatOf(signer);
            if (!held) return (true, signer);
        }
        return (false, address(0));
    }

    /* JOIN */

    function join(uint256 dice, uint256 more) external {
        if (hasRoom()) _join(dice, more);
    }

    function hasRoom() internal view returns (bool) {
        return freeSlots.length != 0 || seats.length < p.maximumSeats;
    }

    function _join(uint256 dice, uint256 more) internal returns (uint16 seat) {
        (bool found, address signer) = freeSigner(dice);
        assertTrue(found, "there are more keys than seats need");
        uint64 amount = uint64(p.bond + bound(more, 0, p.bond / 4));
        address owner = ownerAt(dice);
        uint256 value = fund(signer, amount);
        vm.prank(signer, signer);
        seat = consensus.join{value: value}(owner, amount);
        assertEq(seat, _takeSlot(), "freed slots first");
        Seat storage s = seats[seat];
        (s.signer, s.owner, s.balance, s.paidIn) = (signer, owner, amount, amount);
        s.heldUntil = uint64((epochAt(now_() + p.minimumStay) + 1) * p.epoch);
        count("join");
    }

    function _takeSlot() private returns (uint16 seat) {
        if (freeSlots.length == 0) {
            seats.push();
            return uint16(seats.length - 1);
        }
        seat = freeSlots[freeSlots.length - 1];
        freeSlots.pop();
        count("slotReused");
    }

    function topUp(uint256 dice, uint256 amount) external {
        (bool exists, uint16 seat) = anySeat(dice);
        if (exists && isStaying(seat)) _topUp(seat, uint64(bound(amount, 1, p.bond / 4)), anyPerson(dice));
    }

    function _topUp(uint16 seat, uint64 amount, address by) internal {
        uint256 value = fund(by, amount);
        vm.prank(by);
        consensus.topUp{value: value}(seat, amount);
        seats[seat].balance += amount;
        seats[seat].paidIn += amount;
        count("topUp");
    }

    /* KEYS */

    function setSigner(uint256 dice, uint256 key) external {
        (bool exists, uint16 seat) = anySeat(dice);
        (bool isFree, address signer) = freeSigner(key);
        if (exists && isFree && isStaying(seat) && mayRotate(seat)) _setSigner(seat, signer);
    }

    function mayRotate(uint16 seat) internal view returns (bool) {
        uint256 since = seats[seat].signerSince;
        return since == 0 || epochNow() + 1 > since + 2;
    }

    function _setSigner(uint16 seat, address signer) internal {
        Seat storage s = seats[seat];
        (bytes32 r, bytes32 vs) = vm.signCompact(keyOf[signer], consensus.signerDigest(seat));
        vm.prank(s.owner);
        consensus.setSigner(seat, signer, r, vs);
        (s.formerSigner, s.signer, s.signerSince) = (s.signer, signer, uint32(epochNow() + 1));
        costOfFormer[seat] = 0;
        one_seat_a_signer(seat);
        count("setSigner");
    }

    /// @dev Seats and keys name each other, the key before the last change, too.
    function one_seat_a_signer(uint16 seat) internal view {
        if (seats[seat].signer == address(0)) return;
        namesSeat(seats[seat].signer, seat);
        if (seats[seat].formerSigner != address(0)) namesSeat(seats[seat].formerSigner, seat);
    }

    function namesSeat(address signer, uint16 seat) private view {
        (bool held, uint16 its) = consensus.seatOf(signer);
        if (!held || its != seat) assertTrue(false, "one_seat_a_signer");
    }

    /* LEAVING */

    /// @dev Seldom, or there would be nobody to draw.
    function exit(uint256 dice, uint256 by) external {
        (bool exists, uint16 seat) = anySeat(dice);
        if (exists && isStaying(seat) && by % 6 == 0) _exit(seat, by % 2 == 0);
    }

    function _exit(uint16 seat, bool bySigner) internal {
        vm.prank(bySigner ? seats[seat].signer : seats[seat].owner);
        consensus.exit(seat);
        if (isPlaced(seat)) _strike(seat);
        seats[seat].to = uint32((epochNow() + 1) * p.epoch);
        count("exit");
    }

    function withdrawSeat(uint256 dice) external {
        (bool exists, uint16 seat) = anySeat(dice);
        if (exists && mayWithdraw(seat)) _withdrawSeat(seat);
    }

    function mayWithdraw(uint16 seat) internal view returns (bool) {
        Seat storage s = seats[seat];
        return s.to != 0 && !isPlaced(seat) && now_() >= availableAt(seat);
    }

    function availableAt(uint16 seat) internal view returns (uint256) {
        Seat storage s = seats[seat];
        uint256 unbonded = s.to + p.unbondingPeriod;
        return s.heldUntil > unbonded ? s.heldUntil : unbonded;
    }

    /// @dev The whole balance, but for the cuts of what was earned.
    function _withdrawSeat(uint16 seat) internal {
        Seat storage s = seats[seat];
        uint256 rewards = rewardsOf(seat);
        uint256 amount = s.balance - rewards + _harvest(seat, rewards);
        address owner = s.owner;
        uint256 before = holdingsOf(owner);
        vm.prank(owner);
        consensus.withdrawSeat(seat);
        assertEq(holdingsOf(owner) - before, amount * p.unit, "the whole balance is paid");
        delete seats[seat];
        delete costOfFormer[seat];
        delete lastList[seat];
        freeSlots.push(seat);
        ++tenancy[seat];
        count("withdrawSeat");
    }

    /* REWARDS */

    function claim(uint256 dice) external {
        (bool exists, uint16 seat) = richSeat(dice);
        if (exists) _claim(seat);
    }

    function _claim(uint16 seat) internal {
        uint256 rewards = rewardsOf(seat);
        address owner = seats[seat].owner;
        uint256 before = holdingsOf(owner);
        vm.prank(owner);
        consensus.claim(seat);
        seats[seat].balance -= uint64(rewards);
        assertEq(holdingsOf(owner) - before, _harvest(seat, rewards) * p.unit, "the reward is paid");
        count("claim");
    }

    /// @dev The treasury's cut and the author's part leave what an owner gets.
    function _harvest(uint16 seat, uint256 rewards) internal returns (uint256) {
        uint256 cut = rewards * p.protocolFeeBps / 10_000;
        treasury += cut;
        if (rewards == 0 || lastList[seat] == 0) return rewards - cut;
        ListSpec storage list = lists[lastList[seat] - 1];
        uint256 part = rewards * list.authorBps / 10_000;
        if (part == 0) return rewards - cut;
        credits[list.author] += part;
        count("authorPaid");
        return rewards - cut - part;
    }
}
