// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat} from "./interfaces/ConsensusTypes.sol";
import {IConsensus} from "./interfaces/IConsensus.sol";
import {Ledger} from "./Ledger.sol";
import {RewardLib} from "./libraries/RewardLib.sol";

/// @title Seats
/// @notice One bond, one seat, one vote.
abstract contract Seats is Ledger {
    /* STORAGE */

    Seat[65_536] internal _seats;
    /// @inheritdoc IConsensus
    uint16 public seatCount;
    /// @inheritdoc IConsensus
    uint16 public activeSeats;
    uint16[] private _freeSeats;
    /// @dev One more than the seat, so that zero is none; at most `maximumSeats`, so it fits.
    mapping(address signer => uint16) private _seatOf;

    /* FUNCTIONS */

    /// @inheritdoc IConsensus
    function join(address owner) external payable returns (uint16 seat) {
        if (owner == address(0)) revert ZeroAddress();
        (bool held, uint16 taken) = seatOf(msg.sender);
        if (held) revert SignerTaken(msg.sender, taken);
        seat = _takeSlot();
        uint40 from = uint40(block.timestamp + ACTIVATION_DELAY);
        _seats[seat] = Seat({signer: msg.sender, from: from, to: 0, owner: owner, balance: BOND});
        _seatOf[msg.sender] = seat + 1;
        ++activeSeats;
        emit Joined(seat, owner, msg.sender, from);
        _collect(BOND);
    }

    /// @inheritdoc IConsensus
    function exit(uint16 seat) external {
        Seat storage s = _taken(seat);
        if (msg.sender != s.owner && msg.sender != s.signer) revert NotSeatOwner(seat, msg.sender);
        if (s.to != 0) revert SeatLeaving(seat, s.to);
        _leave(seat);
    }

    /// @inheritdoc IConsensus
    function withdrawSeat(uint16 seat) external {
        Seat memory s = _taken(seat);
        if (msg.sender != s.owner) revert NotSeatOwner(seat, msg.sender);
        if (s.to == 0) revert SeatNotLeaving(seat);
        uint256 availableAt = uint256(s.to) + UNBONDING_PERIOD;
        if (block.timestamp < availableAt) revert SeatLocked(seat, availableAt);
        delete _seats[seat];
        delete _seatOf[s.signer];
        _freeSeats.push(seat);
        uint96 amount = s.balance - _takeCut(s.balance > BOND ? s.balance - BOND : 0);
        emit SeatWithdrawn(seat, s.owner, amount);
        _pay(s.owner, amount);
    }

    /// @inheritdoc IConsensus
    function claim(uint16 seat) external {
        Seat storage s = _taken(seat);
        if (msg.sender != s.owner) revert NotSeatOwner(seat, msg.sender);
        if (s.balance <= BOND) revert NothingToClaim(seat);
        uint96 amount = s.balance - BOND;
        s.balance = BOND;
        amount -= _takeCut(amount);
        emit Claimed(seat, msg.sender, amount);
        _pay(msg.sender, amount);
    }

    /* VIEWS */

    /// @inheritdoc IConsensus
    function getSeat(uint16 seat) external view returns (Seat memory) {
        return _seats[seat];
    }

    /// @inheritdoc IConsensus
    function seatOf(address signer) public view returns (bool held, uint16 seat) {
        uint16 taken = _seatOf[signer];
        if (taken != 0) (held, seat) = (true, taken - 1);
    }

    /* INTERNAL */

    function _taken(uint16 seat) private view returns (Seat storage s) {
        s = _seats[seat];
        if (s.signer == address(0)) revert SeatUnknown(seat);
    }

    /// @dev Freed slots first: every free slot makes draws longer.
    function _takeSlot() private returns (uint16 seat) {
        uint256 free = _freeSeats.length;
        if (free != 0) {
            seat = _freeSeats[free - 1];
            _freeSeats.pop();
        } else {
            seat = seatCount;
            if (seat >= MAXIMUM_SEATS) revert SeatsFull(MAXIMUM_SEATS);
            seatCount = seat + 1;
        }
    }

    function _takeCut(uint96 reward) private returns (uint96 cut) {
        cut = RewardLib.cutOf(reward, PROTOCOL_FEE_BPS);
        _oweTreasury(cut);
    }

    function _leave(uint16 seat) private {
        uint40 to = uint40(block.timestamp + EXIT_NOTICE);
        _seats[seat].to = to;
        --activeSeats;
        emit Left(seat, to);
    }

    /// @dev What a seat loses goes to the caller's account of it, never to others of the committee: slashing must not
    /// be a business. A seat that fails again and again leaves while it still has something to lose.
    function _slash(bytes32 task, uint16 seat, uint96 penalty) internal returns (uint96 amount) {
        Seat storage s = _seats[seat];
        uint96 balance = s.balance;
        amount = penalty < balance ? penalty : balance;
        balance -= amount;
        s.balance = balance;
        emit Slashed(task, seat, amount);
        if (s.to == 0 && 2 * uint256(balance) < BOND) _leave(seat);
    }

    function _reward(uint16 seat, uint96 amount) internal {
        _seats[seat].balance += amount;
    }
}
