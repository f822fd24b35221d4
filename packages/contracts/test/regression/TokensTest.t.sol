// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Committee} from "../../src/types/Committee.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {HookedAccount} from "../support/HookedAccount.sol";
import {HookToken} from "../support/HookToken.sol";
import {TaskSteps} from "../support/TaskSteps.sol";
import {Token} from "../support/Token.sol";

/// @notice A token that calls back, and an account that uses it.
contract TokensTest is TaskSteps {
    HookedAccount private account;

    function newAsset() internal override returns (address) {
        return address(new HookToken());
    }

    function setUp() public override {
        super.setUp();
        account = new HookedAccount();
        noteAccount(address(account));
        HookToken(p.asset).hook(address(account));
        give(address(account), 1_000 * uint256(p.bond) * p.unit);
        vm.prank(address(account));
        Token(p.asset).approve(address(consensus), type(uint256).max);
    }

    function only(bytes memory call) private pure returns (bytes[] memory calls) {
        calls = new bytes[](1);
        calls[0] = call;
    }

    function anOrder(uint256 share) private returns (Order memory order) {
        order = orderOf(3);
        order.share = uint64(bound(share, p.minimumShare, hardSlash()));
    }

    /* CALLING BACK WHILE PAYING */

    /// @dev One task in the payment of another: what came in is not what was asked for.
    function test_reentrant_token_paying_two_tasks(uint256 a, uint256 b) public {
        (Order memory first, Order memory second) = (anOrder(a), anOrder(b));
        uint256 sum = (feeOf(first) + feeOf(second)) * p.unit;
        bytes memory outer = abi.encodeCall(consensus.addTask, (first));
        bytes memory inner = abi.encodeCall(consensus.addTask, (second));
        expectError(abi.encodeWithSelector(IConsensusErrors.WrongTransfer.selector, sum, feeOf(first) * p.unit));
        account.start(address(consensus), outer, only(inner), true);
    }

    /// @dev A deposit in the payment of a top-up: not twice for the same money.
    function test_reentrant_token_depositing_what_tops_up(uint64 amount) public {
        amount = uint64(bound(amount, 1, p.bond));
        bytes memory outer = abi.encodeCall(consensus.topUp, (0, amount));
        bytes memory inner = abi.encodeCall(consensus.deposit, (address(account), amount));
        uint256 asked = uint256(amount) * p.unit;
        expectError(abi.encodeWithSelector(IConsensusErrors.WrongTransfer.selector, 2 * asked, asked));
        account.start(address(consensus), outer, only(inner), true);
    }

    /// @dev From now on the account is owed this much.
    function deposited(uint64 amount) private {
        payingPrank(STRANGER, amount);
        consensus.deposit(address(account), amount);
    }

    /// @dev It pays with what the contract owes it, while that is on its way.
    function test_reentrant_token_paying_with_its_credit(uint64 owed, uint256 share) public {
        owed = uint64(bound(owed, 1, 6 * uint256(hardSlash())));
        Order memory order = anOrder(share);
        uint256 fee = feeOf(order);
        deposited(owed);
        bytes memory reason = owed > fee
            ? abi.encodeWithSignature("Panic(uint256)", 0x11)
            : abi.encodeWithSelector(IConsensusErrors.WrongTransfer.selector, (fee - owed) * p.unit, fee * p.unit);
        bytes memory outer = abi.encodeCall(consensus.addTask, (order));
        bytes memory inner = abi.encodeCall(consensus.withdraw, ());
        expectError(reason);
        account.start(address(consensus), outer, only(inner), true);
        assertEq(consensus.credit(address(account)), owed, "still owed");
    }

    /// @dev As much in as out in between: the sum is right, and so is every account.
    function test_reentrant_token_in_and_out(uint256 a, uint256 b) public {
        (Order memory first, Order memory second) = (anOrder(a), anOrder(b));
        deposited(uint64(feeOf(second)));
        uint256 before = assetOf(address(account));
        bytes[] memory inner = new bytes[](2);
        inner[0] = abi.encodeCall(consensus.withdraw, ());
        inner[1] = abi.encodeCall(consensus.addTask, (second));
        account.start(address(consensus), abi.encodeCall(consensus.addTask, (first)), inner, true);
        assertEq(account.made(), 2, "both");
        assertEq(consensus.credit(address(account)), 0, "paid out");
        assertEq(before - assetOf(address(account)), feeOf(first) * p.unit, "two tasks, one of them out of its credit");
    }

    /// @dev Before its fee is there, it tries to get the fee back.
    function test_reentrant_token_cancelling_an_unpaid_task() public {
        Terms memory terms = Terms(address(account), orderOf(3));
        TaskId task = idOf(terms);
        bytes memory cancel = abi.encodeCall(consensus.cancel, (terms));
        account.start(address(consensus), abi.encodeCall(consensus.addTask, (terms.order)), only(cancel), true);
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.SeedNotReady.selector, task, vm.getBlockNumber());
        assertEq(account.reason(), reason, "not now");
    }

    /* CALLING BACK WHILE BEING PAID */

    /// @dev Puts the account's code where money goes.
    function become(address receiver) private {
        vm.etch(receiver, address(account).code);
        account = HookedAccount(receiver);
        HookToken(p.asset).hook(receiver);
    }

    function paysOnce(bytes memory call, uint256 units, bytes memory reason) private {
        assertGt(units, 0, "something is owed");
        (uint256 before, uint256 held) = (assetOf(address(account)), assetOf(address(consensus)));
        account.start(address(consensus), call, only(call), false);
        assertEq(account.reason(), reason, "it called back and was refused");
        assertEq(assetOf(address(account)) - before, units * p.unit, "paid once");
        assertEq(held - assetOf(address(consensus)), units * p.unit, "no more left");
    }

    function test_reentrant_token_withdraw(uint64 amount) public {
        amount = uint64(bound(amount, 1, p.bond));
        deposited(amount);
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.NothingToWithdraw.selector, address(account));
        paysOnce(abi.encodeCall(consensus.withdraw, ()), amount, reason);
    }

    function test_reentrant_token_withdrawSeat() public {
        exit(3);
        skip(p.minimumStay + p.unbondingPeriod + uint256(p.epoch));
        become(holderOf(3));
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.SeatUnknown.selector, 3);
        paysOnce(abi.encodeCall(consensus.withdrawSeat, (3)), balanceOf(3), reason);
    }

    function test_reentrant_token_claim() public {
        uint16 seat = earn(hardSlash());
        uint64 rewards = rewardsOf(seat);
        become(holderOf(seat));
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.NothingToClaim.selector, seat);
        paysOnce(abi.encodeCall(consensus.claim, (seat)), rewards - rewards * p.protocolFeeBps / 10_000, reason);
    }

    function test_reentrant_token_sweepTreasury() public {
        claim(earn(hardSlash()));
        become(TREASURY);
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.NothingToWithdraw.selector, TREASURY);
        paysOnce(abi.encodeCall(consensus.sweepTreasury, ()), consensus.owedTreasury(), reason);
    }

    function test_reentrant_token_sweepSink() public {
        become(SINK);
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.NothingToWithdraw.selector, SINK);
        paysOnce(abi.encodeCall(consensus.sweepSink, ()), consensus.owedSink(), reason);
    }

    /// @dev An appeal in the payment of an appeal: the deposit of one is not two.
    function test_reentrant_token_appealing_twice() public {
        Terms memory terms = ask(3);
        Committee committee = settled(terms);
        uint64 share = consensus.priceOf(3);
        bytes memory outer = abi.encodeCall(consensus.appeal, (terms, committee, share, 0, 1_000_000));
        bytes memory inner = abi.encodeCall(consensus.appeal, (terms, committee, share, 0, 1_000_001));
        account.start(address(consensus), outer, only(inner), true);
        TaskId appealTask = consensus.getAppeal(idOf(terms)).task;
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.AlreadyAppealed.selector, idOf(terms), appealTask);
        assertEq(account.reason(), reason, "one");
        assertEq(consensus.getAppeal(idOf(terms)).attempts, 1, "and one deposit");
    }
}
