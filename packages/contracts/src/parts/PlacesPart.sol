// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Parameters} from "../interfaces/ConsensusTypes.sol";
import {IPlaces} from "../interfaces/IPlaces.sol";
import {DigestLib} from "../libraries/DigestLib.sol";
import {MoneyLib} from "../libraries/MoneyLib.sol";
import {MAXIMUM_BALANCE, SeatWord, seatWord} from "../libraries/SeatWordLib.sol";
import {Deployment} from "../protocol/Deployment.sol";
import {Lists} from "../protocol/Lists.sol";
import {Digest} from "../types/Digest.sol";
import {ListId} from "../types/ListId.sol";

/// @title PlacesPart
/// @notice One bond, one seat, one place, one vote.
contract PlacesPart is IPlaces, Lists {
    constructor(Parameters memory p) Deployment(p) {}

    /* SEATS */

    /// @inheritdoc IPlaces
    function join(address owner, uint64 amount) external payable returns (uint16 seat) {
        if (owner == address(0)) revert ZeroAddress();
        if (msg.sender != tx.origin) revert SignerIsContract(msg.sender);
        _checkFree(msg.sender);
        if (amount < BOND) revert BalanceTooLow(0, amount, BOND);
        if (amount > MAXIMUM_BALANCE) revert BalanceTooHigh(0, amount, MAXIMUM_BALANCE);
        seat = _takeSlot();
        _seats[seat] = seatWord(msg.sender, amount);
        // forge-lint: disable-next-line(unsafe-typecast)
        _holders[seat] = Holder(owner, uint32(_epochAt(block.timestamp + MINIMUM_STAY) + 1), 0, 0, 0, false);
        _accounts[seat] = Account(address(0), 0, amount);
        _seatOf[msg.sender] = seat + 1;
        emit Joined(seat, owner, msg.sender, amount);
        _collect(amount);
    }

    /// @inheritdoc IPlaces
    function topUp(uint16 seat, uint64 amount) external payable {
        SeatWord word = _staying(seat);
        if (amount == 0) revert ZeroAmount();
        uint256 balance = word.balance() + amount;
        if (balance > MAXIMUM_BALANCE) revert BalanceTooHigh(seat, balance, MAXIMUM_BALANCE);
        _seats[seat] = word.withBalance(balance);
        _accounts[seat].paidIn += amount;
        emit ToppedUp(seat, msg.sender, amount);
        _collect(amount);
    }

    /// @inheritdoc IPlaces
    function setSigner(uint16 seat, address signer, bytes32 r, bytes32 vs) external {
        SeatWord word = _staying(seat);
        _checkOwner(seat);
        uint256 next = _epochAt(block.timestamp) + 1;
        Account storage account = _accounts[seat];
        // Tasks that the key before the last one answers for are dead by then.
        uint256 possibleFrom = uint256(account.signerSince) + 2;
        if (account.signerSince != 0 && next <= possibleFrom) revert RotationTooSoon(seat, possibleFrom);
        _checkFree(signer);
        bytes32 digest = _hashTypedDataV4(DigestLib.signer(seat, msg.sender, next));
        (address recovered,,) = ECDSA.tryRecover(digest, r, vs);
        if (signer == address(0) || recovered != signer) revert InvalidSigner(signer, recovered);
        delete _seatOf[account.former];
        // Until the year 2106, in seconds.
        // forge-lint: disable-next-line(unsafe-typecast)
        (account.former, account.signerSince) = (word.signer(), uint32(next));
        _costOfFormer[seat] = 0;
        _seatOf[signer] = seat + 1;
        _seats[seat] = word.withSigner(signer);
        emit SignerSet(seat, signer, next);
    }

    /// @inheritdoc IPlaces
    function exit(uint16 seat) external {
        SeatWord word = _staying(seat);
        _checkOwnerOrSigner(seat, word);
        if (_holders[seat].isPlaced) _withdrawPlace(seat);
        uint256 to = (_epochAt(block.timestamp) + 1) * EPOCH;
        _seats[seat] = word.withTo(to);
        emit Left(seat, to);
    }

    /// @inheritdoc IPlaces
    function withdrawSeat(uint16 seat) external {
        SeatWord word = _taken(seat);
        _checkOwner(seat);
        if (word.to() == 0) revert SeatNotLeaving(seat);
        Holder memory holder = _holders[seat];
        if (holder.isPlaced) revert SeatPlaced(seat, _listOf(seat));
        uint256 availableAt = _availableAt(word, holder);
        if (block.timestamp < availableAt) revert SeatLocked(seat, availableAt);
        uint256 rewards = _rewardsOf(seat, word);
        uint256 amount = word.balance() - rewards + _harvest(seat, rewards, false);
        _freeSlot(seat, word);
        // Balances are 56 bits.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit SeatWithdrawn(seat, holder.owner, uint64(amount));
        _pay(holder.owner, amount);
    }

    /// @inheritdoc IPlaces
    function claim(uint16 seat) external {
        SeatWord word = _taken(seat);
        _checkOwner(seat);
        uint256 rewards = _rewardsOf(seat, word);
        if (rewards == 0) revert NothingToClaim(seat);
        _seats[seat] = word.withBalance(word.balance() - rewards);
        _pay(msg.sender, _harvest(seat, rewards, false));
    }

    /* PLACES */

    /// @inheritdoc IPlaces
    function offer(uint16 seat, Digest model, address author, uint16 authorBps, uint8 class) external {
        SeatWord word = _staying(seat);
        _checkOwnerOrSigner(seat, word);
        if (_holders[seat].isPlaced) revert SeatPlaced(seat, _listOf(seat));
        if (class > HIGHEST_CLASS) revert ClassOutOfRange(class);
        if (model.isNone()) revert EmptyDigest();
        if (authorBps > MAXIMUM_AUTHOR_BPS || (author == address(0)) != (authorBps == 0)) {
            revert InvalidAuthorShare(author, authorBps);
        }
        ListId list = _listId(model, author, authorBps);
        if (_lists[list].number == 0) {
            _openList(list, author, authorBps);
            emit ListOpened(list, model, author, authorBps);
        }
        uint256 fee = _enter(list);
        _payEntrance(seat, list, word, fee);
        _place(seat, list, class);
        // A part of a bond.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit Offered(seat, list, class, uint64(fee), _epochAt(block.timestamp) + 1);
    }

    /// @inheritdoc IPlaces
    function withdrawOffer(uint16 seat) external {
        SeatWord word = _taken(seat);
        _checkOwnerOrSigner(seat, word);
        if (!_holders[seat].isPlaced) revert SeatNotPlaced(seat);
        _withdrawPlace(seat);
    }

    /// @inheritdoc IPlaces
    function reprice(uint16 seat, uint8 class) external {
        SeatWord word = _staying(seat);
        _checkOwnerOrSigner(seat, word);
        if (!_holders[seat].isPlaced) revert SeatNotPlaced(seat);
        if (class > HIGHEST_CLASS) revert ClassOutOfRange(class);
        ListId list = _listOf(seat);
        _displace(seat, list);
        _place(seat, list, class);
        emit Repriced(seat, list, class, _epochAt(block.timestamp) + 1);
    }

    /// @inheritdoc IPlaces
    function prune(uint16 seat) external {
        SeatWord word = _taken(seat);
        if (!_holders[seat].isPlaced) revert SeatNotPlaced(seat);
        if (word.to() == 0) revert NotPrunable(seat);
        uint256 bounty = MoneyLib.part(HARD_SLASH, MoneyLib.BOUNTY_BPS);
        if (bounty > word.balance()) bounty = word.balance();
        _displace(seat, _listOf(seat));
        _seats[seat] = word.withBalance(word.balance() - bounty);
        _credit(msg.sender, bounty);
        // Part of a balance.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit Pruned(seat, msg.sender, uint64(bounty));
    }

    /* CHECKS */

    function _taken(uint16 seat) private view returns (SeatWord word) {
        word = _seats[seat];
        if (word.signer() == address(0)) revert SeatUnknown(seat);
    }

    function _staying(uint16 seat) private view returns (SeatWord word) {
        word = _taken(seat);
        if (word.to() != 0) revert SeatLeaving(seat, word.to());
    }

    function _checkOwner(uint16 seat) private view {
        if (msg.sender != _holders[seat].owner) revert NotSeatOwner(seat, msg.sender);
    }

    function _checkOwnerOrSigner(uint16 seat, SeatWord word) private view {
        if (msg.sender != word.signer()) _checkOwner(seat);
    }

    function _checkFree(address signer) private view {
        uint16 taken = _seatOf[signer];
        if (taken != 0) revert SignerTaken(signer, taken - 1);
    }

    /// @dev Nobody draws the seat any more, and nobody can take its stake any more.
    function _availableAt(SeatWord word, Holder memory holder) private view returns (uint256 availableAt) {
        availableAt = word.to() + UNBONDING_PERIOD;
        uint256 free = holder.freeFrom * EPOCH;
        if (free > availableAt) availableAt = free;
    }

    /* MONEY */

    /// @dev Rewards of another list leave first: its author has a part in them, and the next one's has not.
    function _payEntrance(uint16 seat, ListId list, SeatWord word, uint256 fee) private {
        uint256 before = _holders[seat].list;
        uint256 balance = word.balance();
        if (before != 0 && before != _lists[list].number) {
            uint256 rewards = _rewardsOf(seat, word);
            balance -= rewards;
            _credit(_holders[seat].owner, _harvest(seat, rewards, true));
        }
        if (balance < BOND + fee) revert BalanceTooLow(seat, balance, BOND + fee);
        _seats[seat] = word.withBalance(balance - fee);
        _oweSink(fee);
    }

    /* SLOTS */

    /// @dev Freed slots first.
    function _takeSlot() private returns (uint16 seat) {
        uint256 free = _freeSeats.length;
        if (free != 0) {
            seat = _freeSeats[free - 1];
            _freeSeats.pop();
        } else {
            seat = _seatCount;
            if (seat >= MAXIMUM_SEATS) revert SeatsFull(MAXIMUM_SEATS);
            _seatCount = seat + 1;
        }
    }

    function _freeSlot(uint16 seat, SeatWord word) private {
        delete _seatOf[word.signer()];
        delete _seatOf[_accounts[seat].former];
        delete _accounts[seat];
        delete _costOfFormer[seat];
        _seats[seat] = SeatWord.wrap(0);
        delete _holders[seat];
        _freeSeats.push(seat);
    }
}
