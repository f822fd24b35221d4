// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters, Seat, State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {AfterEach} from "./AfterEach.sol";
import {StateInvariants} from "./StateInvariants.sol";
import {Vm} from "./Vm.sol";

/// @notice A test after which all invariants are checked that hold in every state. Which tasks there are, and who may
/// be owed something, the contract's events tell.
abstract contract Scenario is AfterEach, StateInvariants {
    /// @dev What nobody paid in by a function.
    uint256 internal forced;
    bytes32[] private _tasks;
    address[] private _accounts;
    mapping(bytes32 word => bool) private _isKnown;

    /// @dev Zero for a test that has none.
    function deployment() internal view virtual returns (IConsensus);

    /// @dev For tests that read events: what is read once is not told again.
    function takeLogs() internal returns (Vm.Log[] memory logs) {
        logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics.length != 0) note(logs[i].topics);
        }
    }

    function note(bytes32[] memory topics) private {
        if (topics[0] == IConsensus.TaskAdded.selector) {
            if (isNew(topics[1])) _tasks.push(topics[1]);
            noteAccount(topics[2]);
        } else if (topics[0] == IConsensus.Punished.selector) {
            noteAccount(topics[2]);
        } else if (topics[0] == IConsensus.Appealed.selector) {
            noteAccount(topics[3]);
        }
    }

    function noteAccount(bytes32 word) private {
        if (isNew(word)) _accounts.push(address(uint160(uint256(word))));
    }

    function isNew(bytes32 word) private returns (bool) {
        if (_isKnown[word]) return false;
        return _isKnown[word] = true;
    }

    function afterEach() external virtual override {
        takeLogs();
        if (address(deployment()) != address(0)) check(deployment());
    }

    function check(IConsensus consensus) private view {
        Parameters memory p = consensus.parameters();
        Seat[] memory seats = seatsOf(consensus);
        uint256 owed;
        for (uint256 i; i < _tasks.length; ++i) {
            owed += checkTask(consensus, _tasks[i]);
        }
        for (uint256 i; i < _accounts.length; ++i) {
            owed += consensus.credit(_accounts[i]);
        }
        conservation(consensus, p.asset, seats, owed, forced);
        active_counts(consensus, seats);
        ejected_below_half(seats, p);
        one_seat_a_signer(consensus, seats);
    }

    /// @dev None, if its call was undone, or if it is another deployment's.
    function checkTask(IConsensus consensus, bytes32 task) private view returns (uint256 owed) {
        Task memory t = consensus.getTask(task);
        if (t.state == State.None) return 0;
        bitmaps(t);
        winner_has_quorum(t);
        result_is_of_its_task(consensus, task, t);
        if (t.state == State.Open) owed = t.fee;
    }
}
