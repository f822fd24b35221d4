// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Order, State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";
import {FalseReturnToken} from "../support/FalseReturnToken.sol";
import {FeeToken} from "../support/FeeToken.sol";
import {HookedAccount} from "../support/HookedAccount.sol";
import {HookToken} from "../support/HookToken.sol";
import {NoReturnToken} from "../support/NoReturnToken.sol";
import {Token} from "../support/Token.sol";

/// @notice Tokens that are not what ERC-20 says.
contract TokensTest is BaseTest {
    HookedAccount private account;

    /// @dev A token that calls back, and an account that is called.
    function newAsset() internal override returns (address) {
        return address(new HookToken());
    }

    function setUp() public override {
        super.setUp();
        account = new HookedAccount();
        HookToken(p.asset).hook(address(account));
        give(address(account), 100 ether);
        vm.prank(address(account));
        Token(p.asset).approve(address(consensus), type(uint256).max);
    }

    /* WHAT THE TOKEN SAYS */

    /// @dev It says nothing when all is well: that is enough.
    function test_no_return_token() public {
        use(address(new NoReturnToken()));
        bytes32 task = settledTask(3, 0.3 ether);
        uint16 seat = seatAt(task, 0);
        exit(seat);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        withdrawSeat(seat);
        assertGt(holdingsOf(ownerOf(seat)), p.bond, "paid");
    }

    /// @dev It says no instead of reverting: nobody gets a seat or a task for nothing, and no credit is lost.
    function test_false_return_token() public {
        FalseReturnToken token = new FalseReturnToken();
        use(address(token));
        bytes32 task = sealedTask(3);
        consensus.settle(settlementOf(task, UNAVAILABLE));
        token.startRefusing();
        bytes memory reason = abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token);
        fundedPrank(STRANGER, p.bond);
        expectError(reason);
        consensus.join(STRANGER);
        Order memory unpaid = order(3, minimumFee(3));
        payingPrank(STRANGER);
        expectError(reason);
        consensus.addTask(unpaid);
        expectError(reason);
        vm.prank(REQUESTER);
        consensus.withdraw();
        assertEq(consensus.credit(REQUESTER), minimumFee(3), "still owed");
    }

    /// @dev It keeps a part: the last ones would not be paid, so nobody may pay with it.
    function test_fee_on_transfer_token() public {
        FeeToken token = new FeeToken();
        use(address(token));
        token.startCharging();
        fundedPrank(STRANGER, p.bond);
        expectError(abi.encodeWithSelector(IConsensus.WrongTransfer.selector, p.bond - p.bond / 100, p.bond));
        consensus.join(STRANGER);
    }

    /// @dev It pays no more to one account: all others are paid.
    function test_refusing_token() public {
        bytes32 task = sealedTask(3, 0.3 ether);
        consensus.settle(settlementOf(task, UNAVAILABLE));
        refuse(REQUESTER);
        expectError(abi.encodeWithSelector(Token.Refused.selector, REQUESTER));
        vm.prank(REQUESTER);
        consensus.withdraw();
        exit(0);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        withdrawSeat(0);
        assertEq(holdingsOf(ownerOf(0)), p.bond, "paid");
    }

    /* CALLING BACK WHILE PAYING */

    /// @dev In its own join it joins again, to have two seats for one bond.
    function test_reentrant_token_joining_twice() public {
        bytes memory join_ = abi.encodeCall(consensus.join, (STRANGER));
        account.start(address(consensus), join_, one(join_), true);
        bytes memory taken = abi.encodeWithSelector(IConsensus.SignerTaken.selector, address(account), SEATS);
        assertEq(account.reason(), taken, "one seat a key");
        assertEq(balanceOf(SEATS), p.bond, "paid once, held once");
        assertConservation(0);
    }

    /// @dev One task in the payment of another: what came in is not what was asked for.
    function test_reentrant_token_paying_two_tasks(uint256 a, uint256 b) public {
        (uint96 first, uint96 second) = (boundFee(a, 3), boundFee(b, 5));
        bytes memory outer = abi.encodeCall(consensus.addTask, (order(3, first)));
        bytes memory inner = abi.encodeCall(consensus.addTask, (order(5, second)));
        expectError(abi.encodeWithSelector(IConsensus.WrongTransfer.selector, uint256(first) + second, first));
        account.start(address(consensus), outer, one(inner), true);
        assertConservation(0);
    }

    /// @dev It pays with what the contract owes it, while that is on its way.
    function test_reentrant_token_paying_with_its_credit(uint256 a, uint256 b) public {
        (uint96 owed, uint96 fee) = (boundFee(a, 3), boundFee(b, 3));
        refund(owed);
        bytes memory outer = abi.encodeCall(consensus.addTask, (order(3, fee)));
        bytes memory reason = owed > fee
            ? abi.encodeWithSignature("Panic(uint256)", 0x11)
            : abi.encodeWithSelector(IConsensus.WrongTransfer.selector, fee - owed, fee);
        expectError(reason);
        account.start(address(consensus), outer, one(abi.encodeCall(consensus.withdraw, ())), true);
        assertEq(consensus.credit(address(account)), owed, "still owed");
        assertConservation(owed);
    }

    /// @dev As much in as out in between: the sum is right, and so is every account.
    function test_reentrant_token_in_and_out(uint256 a, uint256 b) public {
        (uint96 owed, uint96 fee) = (boundFee(a, 3), boundFee(b, 3));
        refund(owed);
        uint256 before = holdingsOf(address(account));
        bytes[] memory inner = new bytes[](2);
        inner[0] = abi.encodeCall(consensus.withdraw, ());
        inner[1] = abi.encodeCall(consensus.addTask, (order(3, owed)));
        account.start(address(consensus), abi.encodeCall(consensus.addTask, (order(3, fee))), inner, true);
        assertEq(account.made(), 2, "both");
        assertEq(consensus.credit(address(account)), 0, "paid out");
        assertEq(before - holdingsOf(address(account)), fee, "two tasks, one of them out of its credit");
        assertConservation(uint256(owed) + fee);
    }

    /// @dev Before its fee is there, it tries to get the fee back.
    function test_reentrant_token_cancelling_an_unpaid_task() public {
        Order memory unpaid = order(3, minimumFee(3));
        bytes32 task = consensus.taskId(address(account), unpaid.nonce, MODEL, PROMPT, 3);
        bytes memory cancel = abi.encodeCall(consensus.cancel, (task));
        account.start(address(consensus), abi.encodeCall(consensus.addTask, (unpaid)), one(cancel), true);
        bytes memory reason = abi.encodeWithSelector(IConsensus.SeedNotReady.selector, task, vm.getBlockNumber());
        assertEq(account.reason(), reason, "not now");
        assertState(task, State.Open);
        assertConservation(minimumFee(3));
    }

    /* CALLING BACK WHILE BEING PAID */

    function test_reentrant_token_withdraw() public {
        refund(0.3 ether);
        bytes memory withdraw_ = abi.encodeCall(consensus.withdraw, ());
        paysOnce(withdraw_, 0.3 ether, abi.encodeWithSelector(IConsensus.NothingToWithdraw.selector, address(account)));
    }

    function test_reentrant_token_withdrawSeat() public {
        fundedPrank(STRANGER, p.bond);
        uint16 seat = consensus.join(address(account));
        vm.prank(address(account));
        consensus.exit(seat);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        bytes memory withdrawSeat_ = abi.encodeCall(consensus.withdrawSeat, (seat));
        paysOnce(withdrawSeat_, p.bond, abi.encodeWithSelector(IConsensus.SeatUnknown.selector, seat));
    }

    function test_reentrant_token_claim() public {
        bytes32 task = settledTask(3, 0.3 ether);
        uint16 seat = seatAt(task, 0);
        become(ownerOf(seat));
        uint96 reward = afterCut(balanceOf(seat) - p.bond);
        bytes memory claim_ = abi.encodeCall(consensus.claim, (seat));
        paysOnce(claim_, reward, abi.encodeWithSelector(IConsensus.NothingToClaim.selector, seat));
    }

    function test_reentrant_token_sweepTreasury() public {
        uint16 seat = seatAt(settledTask(3, 0.3 ether), 0);
        vm.prank(ownerOf(seat));
        consensus.claim(seat);
        become(TREASURY);
        bytes memory sweep = abi.encodeCall(consensus.sweepTreasury, ());
        bytes memory reason = abi.encodeWithSelector(IConsensus.NothingToWithdraw.selector, TREASURY);
        paysOnce(sweep, consensus.owedTreasury(), reason);
    }

    function test_reentrant_token_sweepSink() public {
        bytes32 task = settledTask(3, 0.3 ether);
        consensus.punish(contradiction(task, 0, LIE));
        become(SINK);
        bytes memory sweep = abi.encodeCall(consensus.sweepSink, ());
        bytes memory reason = abi.encodeWithSelector(IConsensus.NothingToWithdraw.selector, SINK);
        paysOnce(sweep, consensus.owedSink(), reason);
    }

    /* HELPERS */

    function use(address asset) private {
        p.asset = asset;
        redeploy(SEATS);
        give(REQUESTER, type(uint128).max / 2);
    }

    function one(bytes memory call) private pure returns (bytes[] memory calls) {
        calls = new bytes[](1);
        calls[0] = call;
    }

    /// @dev From now on the account is owed this much.
    function refund(uint96 amount) private {
        Order memory refunded = order(3, amount);
        vm.prank(address(account));
        bytes32 task = consensus.addTask(refunded);
        nextBlock();
        consensus.settle(settlementOf(task, UNAVAILABLE));
        assertEq(consensus.credit(address(account)), amount, "owed");
    }

    /// @dev Puts the account's code where money goes.
    function become(address receiver) private {
        vm.etch(receiver, address(account).code);
        account = HookedAccount(receiver);
        HookToken(p.asset).hook(receiver);
    }

    function paysOnce(bytes memory call, uint256 amount, bytes memory reason) private {
        assertGt(amount, 0, "something is owed");
        uint256 before = holdingsOf(address(account));
        uint256 held = holdingsOf(address(consensus));
        account.start(address(consensus), call, one(call), false);
        assertEq(account.reason(), reason, "it called back and was refused");
        assertEq(holdingsOf(address(account)) - before, amount, "paid once");
        assertEq(held - holdingsOf(address(consensus)), amount, "no more left");
    }
}
