// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, State, Terms} from "./interfaces/ConsensusTypes.sol";
import {IConsensus} from "./interfaces/IConsensus.sol";
import {BitmapLib} from "./libraries/BitmapLib.sol";
import {CidLib} from "./libraries/CidLib.sol";
import {CommitteeLib} from "./libraries/CommitteeLib.sol";
import {RewardLib} from "./libraries/RewardLib.sol";
import {Verdicts} from "./Verdicts.sol";

/// @title Appeals
/// @notice Fifteen seats say whether a decision was right, and what follows if it was not.
abstract contract Appeals is Verdicts {
    using BitmapLib for uint16;

    /* TYPES */

    struct Appeal {
        bytes32 task;
        address appellant;
        bool overturned;
    }

    /* STORAGE */

    mapping(bytes32 task => Appeal) private _appeals;
    mapping(bytes32 task => bool) private _isAppeal;

    /* FUNCTIONS */

    /// @inheritdoc IConsensus
    function appeal(bytes32 task, Terms calldata terms, uint96 fee, uint64 nonce)
        external
        payable
        returns (bytes32 appealTask)
    {
        StoredTask storage t = _decided(task);
        _checkAppealable(task, t, terms);
        if (_drawn[task] == 0) _draw(task, t);
        appealTask = _add(Order(terms.model, terms.prompt, MAXIMUM_COMMITTEE, fee, nonce));
        _appeals[task] = Appeal(appealTask, msg.sender, false);
        _isAppeal[appealTask] = true;
        emit Appealed(task, appealTask, msg.sender);
        _collect(fee);
    }

    /// @inheritdoc IConsensus
    function overturn(bytes32 task) external {
        StoredTask storage t = _decided(task);
        (bytes32 appealTask, bytes32 output) = _checkOverturnable(task, t);
        _appeals[task].overturned = true;
        uint256 slashed = _slashWinners(task, t);
        uint256 repaid = _repay(task, t, output, slashed);
        uint256 reward = RewardLib.appealReward(slashed - repaid, _tasks[appealTask].fee);
        _credit(_appeals[task].appellant, reward);
        _oweSink(slashed - repaid - reward);
        emit Overturned(task, appealTask, CidLib.rawCid(output), slashed, repaid, reward);
    }

    /* VIEWS */

    /// @inheritdoc IConsensus
    function result(bytes32 task)
        external
        view
        returns (State state, bytes32 output, bytes32 appealTask, bool overturned)
    {
        StoredTask storage t = _known(task);
        (state, output, appealTask) = (t.state, _output(t), _appeals[task].task);
        bytes32 other = _foundByAppeal(task);
        overturned = other != 0 && other != output;
    }

    /* CHECKS */

    function _foundByAppeal(bytes32 task) internal view override returns (bytes32) {
        return _output(_tasks[_appeals[task].task]);
    }

    function _checkAppealable(bytes32 task, StoredTask storage t, Terms calldata terms) private view {
        bytes32 id = taskId(terms.requester, terms.nonce, terms.model, terms.prompt, t.committeeSize);
        if (id != task) revert WrongTerms(task, id);
        if (_isAppeal[task]) revert AppealIsFinal(task);
        bytes32 earlier = _appeals[task].task;
        if (earlier != 0 && _tasks[earlier].state != State.Undecided) revert AlreadyAppealed(task, earlier);
        uint256 closedAt = _deadAt(t) + APPEAL_WINDOW;
        if (block.timestamp >= closedAt) revert AppealClosed(task, closedAt);
    }

    function _checkOverturnable(bytes32 task, StoredTask storage t)
        private
        view
        returns (bytes32 appealTask, bytes32 output)
    {
        appealTask = _appeals[task].task;
        if (appealTask == 0) revert NotAppealed(task);
        output = _output(_decided(appealTask));
        if (output == t.requesterOrOutput) revert AppealUpheld(task, appealTask);
        if (_appeals[task].overturned) revert AlreadyOverturned(task);
        uint256 closedAt = uint256(t.addedAt) + UNBONDING_PERIOD;
        if (block.timestamp >= closedAt) revert OverturnClosed(task, closedAt);
    }

    /* MONEY */

    /// @dev A wrong answer costs the whole bond of everybody who was paid for it.
    function _slashWinners(bytes32 task, StoredTask storage t) private returns (uint256 slashed) {
        (uint256 members, uint16 winners) = (_drawn[task], t.winners);
        for (uint256 member; member < t.committeeSize; ++member) {
            if (winners.has(member)) slashed += _slash(task, CommitteeLib.seatAt(members, member), BOND);
        }
    }

    /// @dev Gives back what a wrong vote costs to those who were slashed for the right one, as far as the pool goes.
    function _repay(bytes32 task, StoredTask storage t, bytes32 output, uint256 pool) private returns (uint256 repaid) {
        uint256 members = _drawn[task];
        for (uint256 member; member < t.committeeSize; ++member) {
            // What stayed sealed is no vote, whatever its commitment looks like.
            bool wasRight = (t.punished & t.revealed & ~t.winners).has(member) && _ballots[task][member] == output;
            if (!wasRight || repaid + HARD_SLASH > pool) continue;
            repaid += HARD_SLASH;
            uint16 seat = CommitteeLib.seatAt(members, member);
            _reward(seat, HARD_SLASH);
            emit Repaid(task, seat, HARD_SLASH);
        }
    }
}
