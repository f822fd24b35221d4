// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {Oracle} from "./Oracle.sol";

/// @notice Seats are taken, leave and are paid out.
abstract contract SeatActions is Oracle {
    function join(uint256 i) external {
        _joinIfOut(i % SIGNERS);
    }

    function _joinIfOut(uint256 i) internal {
        (bool held,) = consensus.seatOf(signers[i]);
        if (!held && hasRoom()) _join(signers[i], ownerAt(i % 5));
    }

    function _join(address signer, address owner) internal {
        uint16 slots = consensus.seatCount();
        uint256 value = fund(signer, p.bond);
        vm.prank(signer);
        uint16 seat = consensus.join{value: value}(owner);
        assertEq(consensus.getSeat(seat).balance, p.bond, "one bond");
        assertEq(lost[seat], 0, "a new seat starts clean");
        if (seat < slots) count("slotReused");
        count("join");
    }

    /// @dev Seldom, or there would be nobody to draw.
    function exit(uint256 i, uint256 by) external {
        i = bound(i, 0, 4 * SIGNERS);
        if (i < SIGNERS) _exitIfIn(i, by);
    }

    function _exitIfIn(uint256 i, uint256 by) internal {
        (bool held, uint16 seat) = consensus.seatOf(signers[i]);
        if (held && consensus.getSeat(seat).to == 0) _exit(seat, by % 2 == 0);
    }

    function _exit(uint16 seat, bool bySigner) private {
        Seat memory s = consensus.getSeat(seat);
        vm.prank(bySigner ? s.signer : s.owner);
        consensus.exit(seat);
        assertEq(consensus.getSeat(seat).to, now_() + p.exitNotice, "its notice");
        count("exit");
    }

    function withdrawSeat(uint256 i) external {
        _withdrawIfGone(i % SIGNERS);
    }

    function _withdrawIfGone(uint256 i) internal {
        (bool held, uint16 seat) = consensus.seatOf(signers[i]);
        Seat memory s = consensus.getSeat(seat);
        if (held && s.to != 0 && now_() >= uint256(s.to) + p.unbondingPeriod) _withdrawSeat(seat, s);
    }

    function _withdrawSeat(uint16 seat, Seat memory s) internal {
        uint256 before = holdingsOf(s.owner);
        vm.prank(s.owner);
        consensus.withdrawSeat(seat);
        uint256 cut = _tookCut(s.balance > p.bond ? s.balance - p.bond : 0);
        assertEq(holdingsOf(s.owner) - before, s.balance - cut, "the whole balance is paid");
        delete lost[seat];
        ++tenancy[seat];
        count("withdrawSeat");
    }

    function claim(uint256 i) external {
        (bool held, uint16 seat) = consensus.seatOf(signers[bound(i, 0, SIGNERS - 1)]);
        if (held && consensus.getSeat(seat).balance > p.bond) _claim(seat);
    }

    function _claim(uint16 seat) private {
        Seat memory s = consensus.getSeat(seat);
        uint256 before = holdingsOf(s.owner);
        vm.prank(s.owner);
        consensus.claim(seat);
        uint256 reward = s.balance - p.bond;
        assertEq(holdingsOf(s.owner) - before, reward - _tookCut(reward), "the reward is paid");
        assertEq(consensus.getSeat(seat).balance, p.bond, "the bond stays");
        count("claim");
    }

    /// @dev 12. A seat's stake is its bond less what it was slashed for, as long as it is there.
    function stake_locked(Seat[] memory seats) internal view {
        for (uint256 seat; seat < seats.length; ++seat) {
            if (seats[seat].signer != address(0)) assertGe(seats[seat].balance + lost[seat], p.bond, "stake_locked");
        }
    }

    function hasRoom() private view returns (bool) {
        uint16 slots = consensus.seatCount();
        if (slots < p.maximumSeats) return true;
        for (uint16 seat; seat < slots; ++seat) {
            if (consensus.getSeat(seat).signer == address(0)) return true;
        }
        return false;
    }
}
