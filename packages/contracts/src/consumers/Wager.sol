// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Verdict} from "../interfaces/ConsensusTypes.sol";
import {IConsensus} from "../interfaces/IConsensus.sol";
import {Digest} from "../types/Digest.sol";
import {TaskId} from "../types/TaskId.sol";
import {AnswerLib} from "./AnswerLib.sol";

/// @title Wager
/// @notice An example: two parties wager on what a model answers, and the answer pays one of them.
/// @dev It shows what every consumer has to do: wait for a final verdict, check the bytes, and have a way out where
/// nothing was decided or the answer fits neither side.
contract Wager {
    using AnswerLib for bytes;

    /* EVENTS */

    /// @notice A side put its stake in.
    event Entered(address indexed party);
    /// @notice The wager is over; each party may take what it is owed.
    event Resolved(Digest output, uint256 forYes, uint256 forNo);

    /* ERRORS */

    /// @notice Only the two parties, each once, with exactly the stake.
    error NotEnterable(address caller, uint256 value);
    /// @notice Both stakes have to be in, and nobody has resolved it before.
    error NotResolvable();
    /// @notice The party is owed nothing.
    error NothingOwed(address caller);
    /// @notice The receiver refused the payment.
    error PaymentFailed(address caller);

    /* STORAGE */

    IConsensus public immutable CONSENSUS;
    TaskId public immutable TASK;
    uint256 public immutable STAKE;
    address public immutable YES;
    address public immutable NO;

    mapping(address party => bool) public hasEntered;
    mapping(address party => uint256) public owed;
    bool public isResolved;

    /* CONSTRUCTOR */

    /// @param task Ordered before: its id binds the model, the prompt and the committee, so both know what they enter.
    constructor(IConsensus consensus, TaskId task, address yes, address no, uint256 stake) {
        (CONSENSUS, TASK, YES, NO, STAKE) = (consensus, task, yes, no, stake);
    }

    /* FUNCTIONS */

    /// @notice Puts a party's stake in.
    function enter() external payable {
        bool isParty = msg.sender == YES || msg.sender == NO;
        if (!isParty || hasEntered[msg.sender] || msg.value != STAKE) revert NotEnterable(msg.sender, msg.value);
        hasEntered[msg.sender] = true;
        emit Entered(msg.sender);
    }

    /// @notice Decides by the text that the committee agreed on, by anybody who has its bytes.
    function resolve(bytes calldata document) external {
        _checkResolvable();
        Digest output = AnswerLib.finalOutput(CONSENSUS, TASK);
        // Without a text neither side has won: nodes may agree on why there is none.
        (, bytes calldata text) = document.tryTextOf(output);
        if (AnswerLib.beginsWith(text, "Yes")) _resolve(output, 2 * STAKE, 0);
        else if (AnswerLib.beginsWith(text, "No")) _resolve(output, 0, 2 * STAKE);
        else _resolve(output, STAKE, STAKE);
    }

    /// @notice Gives both stakes back where nothing was decided, or an appeal found that the decision was wrong, or
    /// could not find out.
    function callOff() external {
        _checkResolvable();
        Verdict memory verdict = CONSENSUS.verdict(TASK);
        bool isUndecided = verdict.state == State.Undecided || verdict.overturned || verdict.isVoid;
        if (!isUndecided) revert AnswerLib.AnswerNotFinal(TASK);
        _resolve(Digest.wrap(0), STAKE, STAKE);
    }

    /// @notice Pays the caller what it is owed.
    function take() external {
        uint256 amount = owed[msg.sender];
        if (amount == 0) revert NothingOwed(msg.sender);
        owed[msg.sender] = 0;
        (bool paid,) = msg.sender.call{value: amount}("");
        if (!paid) revert PaymentFailed(msg.sender);
    }

    /* PRIVATE */

    function _checkResolvable() private view {
        if (isResolved || !hasEntered[YES] || !hasEntered[NO]) revert NotResolvable();
    }

    function _resolve(Digest output, uint256 forYes, uint256 forNo) private {
        isResolved = true;
        owed[YES] += forYes;
        owed[NO] += forNo;
        emit Resolved(output, forYes, forNo);
    }
}
